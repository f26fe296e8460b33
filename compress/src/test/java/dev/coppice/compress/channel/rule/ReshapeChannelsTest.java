package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ReshapeChannelsTest {

    @Test
    void a_flattened_map_loses_its_channel_s_pixels() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .pool("b", "a")
                .pool("c", "b")
                .node("Flatten", "flat", "c")
                .constant("w", NetworkBuilder.counting(16, 2))
                .node("Gemm", "head", "flat", "w")
                .to("head");

        assertThatRule(new ReshapeChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("flat", 1, 4, 5, 6, 7)
                .cuts("w", 0, 4, 5, 6, 7);
    }

    @Test
    void channels_on_two_axes_go_as_whole_indices_of_the_last() {
        Network network = NetworkBuilder.small()
                .integers("apart", 0, 2, 2, 8, 8)
                .integers("together", 0, 4, 8, 8)
                .conv("a", IMAGE, 4)
                .node("Reshape", "heads", "a", "apart")
                .node("Reshape", "back", "heads", "together")
                .conv("head", "back", 2)
                .to("head");

        assertThatRule(new ReshapeChannels())
                .on(network)
                .frees("a", 2)
                .without(0)
                .cuts("a", 1, 0, 2)
                .cuts("heads", 2, 0)
                .cuts("back", 1, 0, 2)
                .reads("heads", 1, 0L, 2L, 1L, 8L, 8L)
                .reads("back", 1, 0L, 2L, 8L, 8L);
    }

    @Test
    void groups_whose_number_is_computed_with_the_batch_keep_it() {
        Network network = NetworkBuilder.small()
                .integers("first", 0)
                .integers("groups", 2)
                .integers("rest", -1, 8, 8)
                .conv("a", IMAGE, 4)
                .node("Shape", "sizes", "a")
                .node("Gather", "batch", "sizes", "first")
                .node("Mul", "blocks", "batch", "groups")
                .node("Concat", "target", Attributes.NONE.with("axis", 0), "blocks", "rest")
                .node("Reshape", "grouped", "a", "target")
                .node("Reshape", "back", "grouped", "sizes")
                .conv("head", "back", 2)
                .to("head");

        assertThatRule(new ReshapeChannels())
                .on(network)
                .frees("a", 2)
                .without(0)
                .cuts("a", 1, 0, 2)
                .cuts("grouped", 1, 0)
                .cuts("back", 1, 0, 2);
    }

    @Test
    void a_target_that_another_map_gives_takes_both_maps_channels_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("Shape", "sizes", "b")
                .node("Reshape", "same", "a", "sizes")
                .conv("head", "same", 2)
                .to("head");

        assertThatRule(new ReshapeChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 1)
                .cuts("head.weight", 1, 1);
    }

    @Test
    void a_number_of_channels_written_into_a_computed_target_follows() {
        Network network = NetworkBuilder.small()
                .integers("first", 0)
                .integers("one", 1)
                .integers("two", 2)
                .integers("four", 4)
                .integers("end", 4)
                .conv("a", IMAGE, 4)
                .node("Shape", "sizes", "a")
                .node("Slice", "batch", "sizes", "first", "one")
                .node("Slice", "map", "sizes", "two", "end")
                .node("Concat", "target", Attributes.NONE.with("axis", 0), "batch", "four", "map")
                .node("Reshape", "same", "a", "target")
                .conv("head", "same", 2)
                .to("head");

        assertThatRule(new ReshapeChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("same", 1, 1)
                .reads("target", 1, 3L);
    }

    @Test
    void channels_whose_number_is_computed_with_stay() {
        Network network = NetworkBuilder.small()
                .integers("two", 2)
                .integers("from", 1)
                .integers("to", 2)
                .integers("rest", 2, 8, 8)
                .integers("batch", 1)
                .conv("a", IMAGE, 4)
                .node("Shape", "sizes", "a")
                .node("Slice", "channels", "sizes", "from", "to")
                .node("Div", "half", "channels", "two")
                .node("Concat", "target", Attributes.NONE.with("axis", 0), "batch", "half", "rest")
                .node("Reshape", "pairs", "a", "target")
                .integers("back", 1, 4, 8, 8)
                .node("Reshape", "same", "pairs", "back")
                .conv("head", "same", 2)
                .to("head");

        assertThatRule(new ReshapeChannels())
                .on(network)
                .protects("a", "has its number read by 'pairs' (Reshape), which does not follow a cut");
    }
}

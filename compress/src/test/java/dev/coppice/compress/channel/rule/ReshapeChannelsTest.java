package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

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
    void a_target_that_is_computed_protects_the_channels() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("Shape", "sizes", "b")
                .node("Reshape", "same", "a", "sizes")
                .conv("head", "same", 2)
                .to("head");

        assertThatRule(new ReshapeChannels())
                .on(network)
                .protects("a", "reaches 'same' (Reshape), whose target is computed at run time");
    }
}

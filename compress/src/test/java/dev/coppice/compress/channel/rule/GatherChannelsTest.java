package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatherChannelsTest {

    private static NetworkBuilder picked(long... channels) {
        return NetworkBuilder.small()
                .integers("channels", channels)
                .conv("a", IMAGE, 4)
                .node("Gather", "picked", Attributes.NONE.with("axis", 1), "a", "channels");
    }

    @Test
    void a_list_of_channels_is_renumbered() {
        Network network = picked(3, 0, 1).conv("head", "picked", 2).to("head");

        assertThatRule(new GatherChannels())
                .on(network)
                .without(0)
                .cuts("a", 1, 0)
                .cuts("picked", 1, 1)
                .cuts("head.weight", 1, 1)
                .reads("picked", 1, 2L, 0L);
    }

    @Test
    void a_channel_that_is_taken_twice_goes_twice() {
        Network network = picked(1, 2, 1).conv("head", "picked", 2).to("head");

        assertThatRule(new GatherChannels())
                .on(network)
                .without(1)
                .cuts("picked", 1, 0, 2)
                .reads("picked", 1, 1L);
    }

    @Test
    void a_channel_may_be_counted_from_the_end() {
        assertThatRule(new GatherChannels())
                .on(picked(-1, 0).conv("head", "picked", 2).to("head"))
                .without(0)
                .cuts("picked", 1, 1)
                .reads("picked", 1, 2L)
                .without(3)
                .cuts("picked", 1, 0)
                .reads("picked", 1, 0L);
    }

    @Test
    void a_single_channel_that_is_taken_stays() {
        assertThatRule(new GatherChannels())
                .on(NetworkBuilder.small()
                        .constant("third", Tensor.longs(Shape.of(), 2))
                        .integers("one", 1)
                        .conv("a", IMAGE, 4)
                        .node("Gather", "picked", Attributes.NONE.with("axis", 1), "a", "third")
                        .node("Unsqueeze", "map", "picked", "one")
                        .conv("b", "map", 2)
                        .conv("c", "a", 2)
                        .node("Add", "head", "b", "c")
                        .to("head"))
                .frees("a", 3)
                .without(3)
                .leaves("picked")
                .keeps("picked", 1);
    }

    /** Channels of the tensor from which is taken on another axis, in what is taken. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 1", "0, 2, 2", "2, 0, 1", "2, 1, 1", "3, 2, 1"})
    void channels_lie_where_the_axes_of_the_positions_leave_them(int axis, int rank, int channels) {
        int[] sizes = IntStream.generate(() -> 1).limit(rank).toArray();
        assertThatRule(new GatherChannels())
                .on(NetworkBuilder.small()
                        .constant("first", Tensor.longs(Shape.of(sizes), 0))
                        .conv("a", IMAGE, 4)
                        .node("Gather", "picked", Attributes.NONE.with("axis", axis), "a", "first")
                        .node("ReduceMean", "mean", Attributes.NONE.with("keepdims", 0), "picked")
                        .conv("b", "a", 2)
                        .node("Add", "head", "b", "mean")
                        .to("head"))
                .frees("a", 4)
                .without(2)
                .cuts("picked", channels, 2)
                .keeps("picked", 1);
    }

    @Test
    void channels_that_are_taken_as_a_table_stay() {
        assertThatRule(new GatherChannels())
                .on(NetworkBuilder.small()
                        .constant("table", Tensor.longs(Shape.of(2, 2), 0, 1, 2, 3))
                        .integers("back", 1, 4, 8, 8)
                        .conv("a", IMAGE, 4)
                        .node("Gather", "picked", Attributes.NONE.with("axis", 1), "a", "table")
                        .node("Reshape", "map", "picked", "back")
                        .conv("head", "map", 2)
                        .to("head"))
                .protects("a", "reaches 'picked' (Gather), whose indices are not one constant list");
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReduceChannelsTest {

    private static NetworkBuilder mean(Attributes attributes, long... axes) {
        return NetworkBuilder.small()
                .integers("axes", axes)
                .conv("a", IMAGE, 4)
                .node("ReduceMean", "mean", attributes, "a", "axes");
    }

    @Test
    void means_over_the_map_keep_channels_apart() {
        Network network = mean(Attributes.NONE, 2, 3).conv("head", "mean", 2).to("head");

        assertThatRule(new ReduceChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("mean", 1, 2);
    }

    @Test
    void channels_stay_on_their_axis_when_others_are_dropped() {
        Network network = mean(Attributes.NONE.with("keepdims", 0), -1, -2)
                .constant("w", NetworkBuilder.counting(4, 2))
                .node("Gemm", "head", "mean", "w")
                .to("head");

        assertThatRule(new ReduceChannels())
                .on(network)
                .without(3)
                .cuts("mean", 1, 3)
                .cuts("w", 0, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReduceL1",
                "ReduceL2",
                "ReduceLogSum",
                "ReduceMax",
                "ReduceMean",
                "ReduceMin",
                "ReduceSum",
                "ReduceSumSquare"
            })
    void sums_and_extremes_end_the_channels_that_they_are_over(String op) {
        assertThatRule(new ReduceChannels())
                .on(reduced(op, "a"))
                .frees("a", 4)
                .without(2)
                .cuts("a", 1, 2)
                .leaves("y")
                .sums("y", 0, 1, 4, 0, 1, 3);
    }

    @Test
    void channels_stay_where_zeros_in_their_place_would_count() {
        assertThatRule(new ReduceChannels())
                .on(reduced("ReduceProd", "a"))
                .protects("a", "is reduced over by 'y' (ReduceProd), where zeros in place of a channel count");
        assertThatRule(new ReduceChannels())
                .on(reduced("ReduceLogSumExp", "a"))
                .protects("a", "is reduced over by 'y' (ReduceLogSumExp), where zeros in place of a channel count");
        assertThatRule(new ReduceChannels())
                .on(reduced("ReduceMin", "r"))
                .protects("a", "is reduced over by 'y' (ReduceMin), which zeros in place of a channel would win");
    }

    /** A reduction over the channels of {@code a}, or of its positive part {@code r}. */
    private static Network reduced(String op, String x) {
        return NetworkBuilder.small()
                .integers("axes", 1)
                .conv("a", IMAGE, 4)
                .node("Relu", "r", "a")
                .node(op, "y", x, "axes")
                .conv("head", "y", 2)
                .to("head");
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class GemmChannelsTest {

    private static NetworkBuilder vector() {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .node("GlobalAveragePool", "mean", "a")
                .node("Flatten", "flat", "mean")
                .constant("bias", NetworkBuilder.counting(5))
                .constant("last", NetworkBuilder.counting(5, 2));
    }

    @Test
    void rows_of_the_weights_are_consumed_and_columns_born() {
        Network network = vector().constant("w", NetworkBuilder.counting(4, 5))
                .node("Gemm", "fc", "flat", "w", "bias")
                .node("Gemm", "head", "fc", "last")
                .to("head");

        assertThatRule(new GemmChannels())
                .on(network)
                .without(1)
                .cuts("w", 0, 1)
                .leaves("bias");
        assertThatRule(new GemmChannels())
                .on(network)
                .without(4 + 2)
                .cuts("w", 1, 2)
                .cuts("bias", 0, 2)
                .cuts("fc", 1, 2)
                .cuts("last", 0, 2);
    }

    @Test
    void transposed_weights_are_cut_the_other_way_round() {
        Network network = vector().constant("w", NetworkBuilder.counting(5, 4))
                .node("Gemm", "fc", Attributes.NONE.with("transB", 1), "flat", "w", "bias")
                .node("Gemm", "head", "fc", "last")
                .to("head");

        assertThatRule(new GemmChannels())
                .on(network)
                .without(1, 4 + 2)
                .cuts("w", 1, 1)
                .cuts("w", 0, 2)
                .cuts("fc", 1, 2);
    }

    @Test
    void two_computed_factors_are_left_alone() {
        Network network = vector().node("Gemm", "square", Attributes.NONE.with("transA", 1), "flat", "flat")
                .to("square");

        assertThatRule(new GemmChannels())
                .on(network)
                .protects("a", "reaches 'square' (Gemm), whose factors are not one tensor and constants")
                .protects("square", "its factors are not one tensor and constants");
    }
}

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

    /** The places of a map's channels, as rows. */
    private static NetworkBuilder rows() {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .integers("rows", -1, 64)
                .integers("map", -1, 4, 8, 4)
                .node("Reshape", "places", "a", "rows")
                .constant("w", NetworkBuilder.counting(64, 32))
                .constant("bias", NetworkBuilder.counting(32))
                .constant("each", NetworkBuilder.counting(4, 32));
    }

    @Test
    void channels_that_are_rows_pass_a_product_along_their_places() {
        Network network = rows().node("Gemm", "mixed", "places", "w", "bias")
                .node("Reshape", "y", "mixed", "map")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new GemmChannels())
                .on(network)
                .frees("a", 4)
                .protects("mixed", "multiplies an axis beside the channels")
                .without(2)
                .cuts("mixed", 0, 2)
                .leaves("w")
                .cuts("head.weight", 1, 2);
    }

    @Test
    void rows_with_values_of_their_own_stay() {
        Network network = rows().node("Gemm", "mixed", "places", "w", "each")
                .node("Reshape", "y", "mixed", "map")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new GemmChannels())
                .on(network)
                .protects("a", "lies on axis 0 of 'places', which 'mixed' (Gemm) does not keep apart");
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

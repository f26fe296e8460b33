package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

/** Products of two computed tensors, tested through {@link MatMulChannels}. */
class ProductChannelsTest {

    /** Maps a and b of 4 channels as rows of 64 pixels, and the transpose of a. */
    private static NetworkBuilder rows() {
        return NetworkBuilder.small()
                .integers("rows", 0, 4, 64)
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("Reshape", "ra", "a", "rows")
                .node("Reshape", "rb", "b", "rows")
                .node("Transpose", "ta", Attributes.NONE.with("perm", 0, 2, 1), "ra");
    }

    @Test
    void channels_that_are_summed_over_go_together() {
        Network network = rows().node("MatMul", "scores", "ta", "rb").to("scores");

        assertThatRule(new MatMulChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 1)
                .leaves("scores");
    }

    @Test
    void channels_of_one_free_axis_carry_on() {
        Network network = rows().integers("maps", 0, 4, 8, 8)
                .node("Transpose", "tb", Attributes.NONE.with("perm", 0, 2, 1), "rb")
                .node("MatMul", "pixels", "tb", "rb")
                .node("MatMul", "mixed", "ra", "pixels")
                .node("Reshape", "back", "mixed", "maps")
                .conv("head", "back", 2)
                .to("head");

        assertThatRule(new MatMulChannels())
                .on(network)
                .without(2)
                .cuts("a", 1, 2)
                .cuts("mixed", 1, 2)
                .leaves("pixels");
    }

    /** A product with the channels of a down and those of b across. */
    private static NetworkBuilder gram() {
        return rows().node("Transpose", "tb", Attributes.NONE.with("perm", 0, 2, 1), "rb")
                .node("MatMul", "gram", "ra", "tb")
                .node("Relu", "sure", "gram");
    }

    @Test
    void channels_on_both_free_axes_carry_on_side_by_side() {
        Network network = gram().integers("maps", 0, 4, 8, 8)
                .conv("c", IMAGE, 4)
                .node("Reshape", "rc", "c", "rows")
                .node("MatMul", "mixed", "sure", "rc")
                .node("Reshape", "back", "mixed", "maps")
                .conv("head", "back", 2)
                .to("head");

        assertThatRule(new MatMulChannels())
                .on(network)
                .frees("a", 4)
                .frees("b", 4)
                .without(2)
                .cuts("mixed", 1, 2)
                .leaves("b")
                .without(5)
                .cuts("b", 1, 1)
                .cuts("c", 1, 1)
                .leaves("mixed")
                .sums("mixed", 0, 2, 4, 0, 2, 3)
                .sums("mixed", 1, 1, 4, 0, 2, 3);
    }

    @Test
    void the_second_channels_stay_where_an_operator_keeps_only_one_axis_of_them() {
        Network network = gram().integers("flat", 0, 16)
                .constant("w", NetworkBuilder.counting(16, 2))
                .node("Reshape", "flattened", "sure", "flat")
                .node("Gemm", "head", "flattened", "w")
                .to("head");

        assertThatRule(new MatMulChannels())
                .on(network)
                .frees("a", 4)
                .protects("b", "shares an axis with other channels in 'flattened' (Reshape)");
    }

    @Test
    void heads_of_queries_that_are_constants_go_with_those_of_keys_and_values() {
        Network network = NetworkBuilder.small()
                .constant("queries", NetworkBuilder.counting(1, 3, 8))
                .integers("target", 1, 3, 8)
                .integers("heads", 0, 3, 4, 2)
                .integers("parts", 0, 4, 2, 64)
                .integers("tokens", 0, 3, 8)
                .normal("weights", 1, 8, 2)
                .conv("k", IMAGE, 8)
                .conv("v", IMAGE, 8)
                .node("Expand", "own", "queries", "target")
                .node("Reshape", "rq", "own", "heads")
                .node("Transpose", "q", Attributes.NONE.with("perm", 0, 2, 1, 3), "rq")
                .node("Reshape", "rk", "k", "parts")
                .node("MatMul", "scores", "q", "rk")
                .node("Softmax", "sure", Attributes.NONE.with("axis", -1), "scores")
                .node("Reshape", "rv", "v", "parts")
                .node("Transpose", "tv", Attributes.NONE.with("perm", 0, 1, 3, 2), "rv")
                .node("MatMul", "mixed", "sure", "tv")
                .node("Transpose", "turned", Attributes.NONE.with("perm", 0, 2, 1, 3), "mixed")
                .node("Reshape", "back", "turned", "tokens")
                .node("MatMul", "head", "back", "weights")
                .to("head");

        assertThatRule(new MatMulChannels())
                .on(network)
                .frees("k", 4)
                .without(1)
                .cuts("k", 1, 2, 3)
                .cuts("v", 1, 2, 3)
                .cuts("scores", 1, 1)
                .cuts("queries", 2, 2, 3)
                .cuts("weights", 0, 2, 3);
    }
}

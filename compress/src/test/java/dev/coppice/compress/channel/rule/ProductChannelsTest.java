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

    @Test
    void channels_that_would_cross_are_protected_in_the_second_factor() {
        Network network = rows().node("Transpose", "tb", Attributes.NONE.with("perm", 0, 2, 1), "rb")
                .node("MatMul", "gram", "ra", "tb")
                .node("Relu", "sure", "gram")
                .node("MatMul", "used", "sure", "ra")
                .to("used");

        assertThatRule(new MatMulChannels())
                .on(network)
                .protects("b", "meets channels of another axis in 'gram' (MatMul)");
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class QuantizationChannelsTest {
    private static Network quantized(NetworkBuilder b, String scale) {
        return b.conv("a", IMAGE, 4)
                .node("QuantizeLinear", "q", "a", scale)
                .node("DequantizeLinear", "x", "q", scale)
                .conv("head", "x", 2)
                .to("head");
    }

    @Test
    void channels_pass_a_scale_for_all() {
        assertThatRule(new QuantizationChannels())
                .on(quantized(NetworkBuilder.small().constant("s", Tensor.scalar(0.5f)), "s"))
                .frees("a", 4)
                .without(1)
                .cuts("x", 1, 1)
                .cuts("head.weight", 1, 1);
    }

    @Test
    void channels_go_with_scales_of_their_own() {
        NetworkBuilder b = NetworkBuilder.small().constant("s", Tensor.floats(Shape.of(4), 1, 2, 3, 4));

        assertThatRule(new QuantizationChannels())
                .on(quantized(b, "s"))
                .frees("a", 4)
                .without(2)
                .cuts("x", 1, 2)
                .cuts("s", 0, 2);
    }

    @Test
    void channels_stay_where_the_scale_is_computed() {
        NetworkBuilder b = NetworkBuilder.small()
                .integers("axes", 0, 1, 2, 3)
                .node("ReduceMax", "s", Attributes.NONE.with("keepdims", 0), IMAGE, "axes");

        assertThatRule(new QuantizationChannels())
                .on(quantized(b, "s"))
                .protects("a", "reaches 'q' (QuantizeLinear), whose scale is computed at run time");
    }
}

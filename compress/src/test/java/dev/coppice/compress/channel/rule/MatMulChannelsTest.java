package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class MatMulChannelsTest {

    @Test
    void weights_on_the_right_read_the_last_axis() {
        Network network = NetworkBuilder.small()
                .constant("w", NetworkBuilder.counting(4, 5))
                .conv("a", IMAGE, 4)
                .node("Transpose", "last", Attributes.NONE.with("perm", 0, 2, 3, 1), "a")
                .node("MatMul", "product", "last", "w")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "product")
                .conv("head", "back", 2)
                .to("head");

        assertThatRule(new MatMulChannels())
                .on(network)
                .without(1)
                .cuts("w", 0, 1)
                .leaves("product");
        assertThatRule(new MatMulChannels())
                .on(network)
                .without(4 + 3)
                .cuts("w", 1, 3)
                .cuts("product", 3, 3)
                .cuts("back", 1, 3);
    }

    @Test
    void weights_on_the_left_read_the_axis_before_it() {
        Network network = NetworkBuilder.small()
                .integers("rows", 0, 4, 64)
                .integers("maps", 0, 5, 8, 8)
                .constant("w", NetworkBuilder.counting(5, 4))
                .conv("a", IMAGE, 4)
                .node("Reshape", "flat", "a", "rows")
                .node("MatMul", "product", "w", "flat")
                .node("Reshape", "back", "product", "maps")
                .conv("head", "back", 2)
                .to("head");

        assertThatRule(new MatMulChannels()).on(network).without(1).cuts("w", 1, 1);
        assertThatRule(new MatMulChannels())
                .on(network)
                .without(4 + 3)
                .cuts("w", 0, 3)
                .cuts("product", 1, 3);
    }

    @Test
    void weights_over_the_width_let_channels_pass_and_bear_none() {
        Network network = NetworkBuilder.small()
                .constant("w", NetworkBuilder.counting(8, 8))
                .conv("a", IMAGE, 4)
                .node("MatMul", "mixed", "a", "w")
                .conv("head", "mixed", 2)
                .to("head");

        assertThatRule(new MatMulChannels())
                .on(network)
                .protects("mixed", "multiplies an axis beside the channels")
                .frees("a", 4)
                .without(2)
                .cuts("mixed", 1, 2)
                .leaves("w");
    }
}

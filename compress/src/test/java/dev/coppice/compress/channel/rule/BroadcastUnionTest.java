package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

/** Unions of tensors in an elementwise operator, tested through {@link ElementwiseChannels}. */
class BroadcastUnionTest {

    @Test
    void an_axis_of_one_that_broadcasts_unites_nothing() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("mask", "a", 1)
                .node("Mul", "gated", "a", "mask")
                .conv("head", "gated", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("gated", 1, 2)
                .leaves("mask");
    }

    @Test
    void channels_of_two_axes_protect_each_other() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .conv("b", IMAGE, 8)
                .node("Transpose", "turned", Attributes.NONE.with("perm", 0, 3, 2, 1), "b")
                .node("Add", "sum", "a", "turned")
                .conv("head", "sum", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .protects("a", "meets channels of another axis in 'sum' (Add)")
                .protects("b", "meets channels of another axis in 'sum' (Add)");
    }

    @Test
    void channels_pass_weights_that_lie_on_an_axis_behind_them() {
        Network network = NetworkBuilder.small()
                .integers("places", 1, 8, 1, 8, 8)
                .integers("kernels", 1, 1, 9, 8, 8)
                .integers("window", 2)
                .conv("a", IMAGE, 8)
                .conv("weights", IMAGE, 9)
                .node("Reshape", "spread", "a", "places")
                .node("Reshape", "apart", "weights", "kernels")
                .node("Softmax", "shares", Attributes.NONE.with("axis", 2), "apart")
                .node("Mul", "product", "spread", "shares")
                .node("ReduceSum", "sum", Attributes.NONE.with("keepdims", 0), "product", "window")
                .conv("head", "sum", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .frees("weights", 9)
                .frees("a", 8)
                .without(2)
                .cuts("product", 1, 2)
                .leaves("weights")
                .without(11)
                .cuts("weights", 1, 3)
                .sums("sum", 0, 2, 9, 0, 1, 2, 4, 5, 6, 7, 8)
                .leaves("a");
    }

    @Test
    void channels_that_meet_on_one_of_two_axes_go_together_along_that_one() {
        Network network = NetworkBuilder.small()
                .integers("heads", 1, 2, 4, 1, 64)
                .integers("places", 1, 2, 1, 3, 64)
                .integers("back", 1, 24, 8, 8)
                .conv("a", IMAGE, 8)
                .conv("b", IMAGE, 6)
                .node("Reshape", "apart", "a", "heads")
                .node("Reshape", "shares", "b", "places")
                .node("Mul", "product", "apart", "shares")
                .node("Reshape", "map", "product", "back")
                .conv("head", "map", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .frees("a", 2)
                .without(0)
                .cuts("a", 1, 0, 1, 2, 3)
                .cuts("b", 1, 0, 1, 2)
                .cuts("product", 1, 0);
    }

    @Test
    void channels_on_heads_pass_what_is_computed_for_each_place_in_a_head() {
        Network network = NetworkBuilder.small()
                .integers("heads", 1, 2, 3, 64)
                .integers("places", 1, 1, 3, 1)
                .integers("back", 1, 6, 8, 8)
                .conv("a", IMAGE, 6)
                .node("Reshape", "apart", "a", "heads")
                .node("GlobalAveragePool", "mean", IMAGE)
                .node("Reshape", "turns", "mean", "places")
                .node("Mul", "turned", "apart", "turns")
                .node("Reshape", "map", "turned", "back")
                .conv("head", "map", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .frees("a", 2)
                .without(1)
                .cuts("a", 1, 3, 4, 5)
                .cuts("turned", 1, 1);
    }

    /** As angles of positions, which the picture turns. */
    @Test
    void places_in_a_head_go_with_what_a_constant_alone_has_for_each() {
        Network network = NetworkBuilder.small()
                .integers("heads", 1, 2, 4, 64)
                .integers("back", 1, 8, 8, 8)
                .constant("angles", NetworkBuilder.counting(1, 1, 4, 1))
                .conv("a", IMAGE, 8)
                .node("Reshape", "apart", "a", "heads")
                .node("ReduceMean", "mean", IMAGE)
                .node("Mul", "turns", "mean", "angles")
                .node("Mul", "turned", "apart", "turns")
                .node("Reshape", "map", "turned", "back")
                .conv("head", "map", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1, 5)
                .cuts("angles", 2, 1);
    }

    @Test
    void branches_that_are_weighed_together_go_together() {
        Network network = NetworkBuilder.small()
                .integers("apart", 1, 2, 4, 8, 8)
                .integers("branches", 1)
                .constant("weights", NetworkBuilder.counting(2, 1, 1, 1))
                .conv("a", IMAGE, 8)
                .node("Reshape", "two", "a", "apart")
                .node("ReduceSum", "sum", "two", "branches")
                .node("Mul", "weighted", "sum", "weights")
                .node("Mul", "chosen", "two", "weighted")
                .node("ReduceSum", "one", Attributes.NONE.with("keepdims", 0), "chosen", "branches")
                .conv("head", "one", 2)
                .to("head");

        assertThatRule(new ElementwiseChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("a", 1, 2, 6)
                .cuts("chosen", 2, 2)
                .leaves("weights");
    }
}

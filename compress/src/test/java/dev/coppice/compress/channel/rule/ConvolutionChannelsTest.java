package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvolutionChannelsTest {

    @Test
    void output_channels_are_born_and_input_channels_consumed() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .constant("bias", Tensor.floats(Shape.of(2), 1, 2))
                .constant("w", NetworkBuilder.counting(2, 4, 1, 1))
                .node("Conv", "b", "a", "w", "bias")
                .conv("head", "b", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels())
                .on(network)
                .without(2, 5)
                .cuts("a.weight", 0, 2)
                .cuts("a", 1, 2)
                .cuts("w", 1, 2)
                .cuts("w", 0, 1)
                .cuts("bias", 0, 1);
    }

    @Test
    void transposed_weights_have_their_inputs_on_axis_0() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .transposed("up", "a", 6, 2)
                .conv("head", "up", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels()).on(network).without(3).cuts("up.weight", 0, 3);
        assertThatRule(new ConvolutionChannels())
                .on(network)
                .without(4 + 5)
                .cuts("up.weight", 1, 5)
                .cuts("up", 1, 5);
    }

    /** Efficient channel attention (Wang et al., CVPR 2020), with a window of three channels. */
    private static NetworkBuilder windowAlongChannels(int pad) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .integers("space", 2, 3)
                .integers("one", 1)
                .integers("three", 3)
                .node("ReduceMean", "mean", Attributes.NONE.with("keepdims", 0), "a", "space")
                .node("Unsqueeze", "row", "mean", "one")
                .constant("w", NetworkBuilder.counting(1, 1, 3))
                .node("Conv", "mixed", Attributes.NONE.with("pads", pad, pad), "row", "w")
                .node("Transpose", "column", Attributes.NONE.with("perm", 0, 2, 1), "mixed")
                .node("Unsqueeze", "gate", "column", "three");
    }

    @Test
    void a_window_along_the_channels_gives_the_place_of_each() {
        assertThatRule(new ConvolutionChannels())
                .on(windowAlongChannels(1)
                        .node("Mul", "gated", "a", "gate")
                        .conv("head", "gated", 2)
                        .to("head"))
                .frees("a", 4)
                .protects("mixed", "has a single channel, and every tensor keeps at least one")
                .without(1)
                .sums("mixed", 0, 2, 4, 0, 2, 3)
                .cuts("mixed", 2, 1)
                .cuts("gate", 1, 1)
                .cuts("head.weight", 1, 1)
                .leaves("w");
    }

    @Test
    void a_window_along_the_channels_with_fewer_results_keeps_them() {
        assertThatRule(new ConvolutionChannels())
                .on(windowAlongChannels(0).conv("head", "gate", 2).to("head"))
                .protects(
                        "a",
                        "is mixed with the channels beside it by 'mixed' (Conv), whose window goes along the channels"
                                + " and does not give one map with a result for each");
    }

    @Test
    void groups_lose_equal_numbers_on_both_sides() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .grouped("b", "a", 6, 2)
                .conv("head", "b", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels())
                .on(network)
                .couples("b", List.of(List.of(0, 1), List.of(2, 3)))
                .couples("b", List.of(List.of(4, 5, 6), List.of(7, 8, 9)));
    }

    @Test
    void a_depthwise_channel_goes_with_its_group() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .grouped("depthwise", "a", 4, 4)
                .conv("head", "depthwise", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels())
                .on(network)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("depthwise", 1, 1)
                .cuts("depthwise.weight", 0, 1)
                .cuts("depthwise.weight", 1, 1)
                .sets("depthwise", "group", 3);
    }

    @Test
    void a_group_of_one_input_goes_with_all_that_it_makes() {
        assertThatRule(new ConvolutionChannels())
                .on(NetworkBuilder.small()
                        .conv("a", IMAGE, 4)
                        .grouped("b", "a", 8, 4)
                        .conv("head", "b", 2)
                        .to("head"))
                .frees("a", 4)
                .couplesNothing()
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 2, 3)
                .cuts("b.weight", 0, 2, 3)
                .sets("b", "group", 3);
    }

    @Test
    void a_group_of_one_output_goes_with_all_that_it_reads() {
        assertThatRule(new ConvolutionChannels())
                .on(NetworkBuilder.small()
                        .conv("a", IMAGE, 6)
                        .grouped("b", "a", 3, 3)
                        .conv("head", "b", 2)
                        .to("head"))
                .frees("a", 3)
                .couplesNothing()
                .without(1)
                .cuts("a", 1, 2, 3)
                .cuts("b", 1, 1)
                .sets("b", "group", 2);
    }

    @Test
    void groups_that_read_the_picture_lose_equal_numbers() {
        assertThatRule(new ConvolutionChannels())
                .on(NetworkBuilder.small()
                        .grouped("b", IMAGE, 6, 3)
                        .conv("head", "b", 2)
                        .to("head"))
                .frees("b", 6)
                .couples("b", List.of(List.of(), List.of(), List.of()))
                .couples("b", List.of(List.of(0, 1), List.of(2, 3), List.of(4, 5)))
                .without(1, 2, 5)
                .keeps("b", "group");
    }

    @Test
    void weights_that_are_computed_protect_what_they_read() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 3)
                .integers("column", 3, 1)
                .integers("row", 1, 3)
                .integers("kernel", 3, 3, 1, 1)
                .node("GlobalAveragePool", "means", IMAGE)
                .node("Reshape", "down", "means", "column")
                .node("Reshape", "across", "means", "row")
                .node("MatMul", "pairs", "down", "across")
                .node("Reshape", "computed", "pairs", "kernel")
                .node("Conv", "b", "a", "computed")
                .conv("head", "b", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels())
                .on(network)
                .protects("a", "reaches 'b' (Conv), whose weights are computed at run time")
                .protects("b", "its weights 'computed' are computed at run time");
    }

    /** Weights that a product of the image's means gives, for a convolution of the map a. */
    private static NetworkBuilder mixed(int columns, long... shape) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 3)
                .node("GlobalAveragePool", "mean", IMAGE)
                .node("Flatten", "means", "mean")
                .constant("experts", NetworkBuilder.counting(3, columns))
                .node("MatMul", "mixed", "means", "experts")
                .integers("shape", shape)
                .node("Reshape", "kernel", "mixed", "shape");
    }

    @Test
    void weights_that_are_computed_bear_channels_where_they_are_made() {
        Network network = mixed(12, 4, 3, 1, 1)
                .node("Conv", "b", "a", "kernel")
                .conv("head", "b", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels())
                .on(network)
                .protects("a", "reaches 'b' (Conv), whose weights are computed at run time")
                .frees("mixed", 4)
                .without(3 + 1)
                .cuts("experts", 1, 3, 4, 5)
                .cuts("kernel", 0, 1)
                .cuts("b", 1, 1)
                .cuts("head.weight", 1, 1);
    }

    @Test
    void weights_that_are_computed_for_each_channel_go_with_it() {
        Network network = mixed(27, 3, 1, 3, 3)
                .node("Conv", "b", Attributes.NONE.with("group", 3), "a", "kernel")
                .conv("head", "b", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels())
                .on(network)
                .frees("a", 3)
                .without(1)
                .cuts("a.weight", 0, 1)
                .cuts("experts", 1, 9, 10, 11, 12, 13, 14, 15, 16, 17)
                .cuts("kernel", 0, 1)
                .cuts("b", 1, 1)
                .sets("b", "group", 2);
    }

    /** As in omni-dimensional dynamic convolutions: kernels of a bank, weighed by the picture and by the place in the window. */
    @Test
    void a_bank_of_kernels_bears_what_they_make_and_goes_with_what_they_read() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .integers("last", -1)
                .integers("first", 1)
                .integers("places", 1, 1, 1, 1, 1, 3)
                .integers("kernel", 5, 4, 1, 3)
                .constant("bank", NetworkBuilder.counting(1, 2, 5, 4, 1, 3))
                .constant("shares", NetworkBuilder.counting(1, 2, 1, 1, 1, 1))
                .node("GlobalAveragePool", "means", IMAGE)
                .node("Reshape", "window", "means", "places")
                .node("Mul", "weighed", "window", "shares")
                .node("Mul", "kernels", "weighed", "bank")
                .node("ReduceSum", "mixed", Attributes.NONE.with("keepdims", 0), "kernels", "first")
                .node("Reshape", "w", "mixed", "kernel")
                .node("Conv", "b", "a", "w")
                .conv("head", "b", 2)
                .to("head");

        assertThatRule(new ConvolutionChannels())
                .on(network)
                .frees("a", 4)
                .frees("kernels", 5)
                .without(0, 4 + 3)
                .cuts("a", 1, 0)
                .cuts("bank", 2, 3)
                .cuts("bank", 3, 0)
                .cuts("head.weight", 1, 3);
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ExpandChannelsTest {

    @Test
    void the_target_asks_for_the_channels_that_are_left() {
        Network network = NetworkBuilder.small()
                .integers("target", 1, 4, 8, 8)
                .conv("a", IMAGE, 4)
                .node("GlobalAveragePool", "mean", "a")
                .node("Expand", "wide", "mean", "target")
                .conv("head", "wide", 2)
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .without(3)
                .cuts("wide", 1, 3)
                .reads("wide", 1, 1L, 3L, 8L, 8L);
    }

    @Test
    void a_number_that_is_repeated_to_the_sizes_of_rows_of_channels_goes_with_them() {
        Network network = NetworkBuilder.small()
                .constant("number", Tensor.floats(Shape.of(1), 3))
                .integers("axes", 2)
                .conv("a", IMAGE, 4)
                .node("ReduceMean", "pooled", "a", "axes")
                .node("Squeeze", "row", "pooled", "axes")
                .node("Shape", "sizes", "row")
                .node("Expand", "filled", "number", "sizes")
                .node("Unsqueeze", "column", "filled", "axes")
                .node("Add", "sum", "a", "column")
                .conv("head", "sum", 2)
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("filled", 1, 2)
                .cuts("sum", 1, 2);
    }

    @Test
    void a_norm_that_is_repeated_over_channels_goes_with_them() {
        Network network = NetworkBuilder.small()
                .integers("axes", 1)
                .integers("target", 1, 4, 8, 8)
                .conv("a", IMAGE, 4)
                .node("ReduceL2", "norm", "a", "axes")
                .node("Expand", "wide", "norm", "target")
                .node("Div", "unit", "a", "wide")
                .conv("head", "unit", 2)
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("wide", 1, 2)
                .cuts("unit", 1, 2)
                .leaves("norm")
                .reads("wide", 1, 1L, 3L, 8L, 8L);
    }

    @Test
    void what_is_repeated_over_rows_and_meets_no_channels_stays() {
        Network network = NetworkBuilder.small()
                .integers("axes", 1, 2)
                .integers("target", 1, 1, 8, 8)
                .conv("a", IMAGE, 4)
                .node("ReduceMean", "mean", "a", "axes")
                .node("Expand", "tall", "mean", "target")
                .node("Sub", "moved", "a", "tall")
                .conv("head", "moved", 2)
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .leaves("tall")
                .keeps("tall", 1);
    }

    @Test
    void a_map_of_one_channel_is_repeated_as_often_as_the_map_that_it_meets_has_channels() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("gate", "a", 1)
                .node("Shape", "sizes", "a")
                .node("Expand", "wide", "gate", "sizes")
                .node("Mul", "gated", "a", "wide")
                .conv("head", "gated", 2)
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .frees("a", 4)
                .without(3)
                .cuts("wide", 1, 3);
    }

    @Test
    void a_token_goes_with_the_channels_of_the_tokens_beside_it() {
        Network network = NetworkBuilder.small()
                .integers("tokens", 0, 4, 64)
                .integers("target", 1, 1, 4)
                .constant("token", NetworkBuilder.counting(1, 1, 4))
                .conv("a", IMAGE, 4)
                .node("Reshape", "flat", "a", "tokens")
                .node("Transpose", "patches", Attributes.NONE.with("perm", 0, 2, 1), "flat")
                .node("Expand", "class", "token", "target")
                .node("Concat", "all", Attributes.NONE.with("axis", 1), "class", "patches")
                .constant("w", NetworkBuilder.counting(4, 2))
                .node("MatMul", "head", "all", "w")
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("token", 2, 1)
                .cuts("all", 2, 1)
                .reads("class", 1, 1L, 1L, 3L);
    }

    @Test
    void a_target_of_fewer_axes_counts_the_last_ones() {
        assertThatRule(new ExpandChannels())
                .on(NetworkBuilder.small()
                        .integers("target", 4, 8, 8)
                        .conv("a", IMAGE, 4)
                        .node("GlobalAveragePool", "mean", "a")
                        .node("Expand", "wide", "mean", "target")
                        .conv("head", "wide", 2)
                        .to("head"))
                .frees("a", 4)
                .without(3, 0)
                .cuts("wide", 1, 0, 3)
                .reads("wide", 1, 2L, 8L, 8L);
    }
}

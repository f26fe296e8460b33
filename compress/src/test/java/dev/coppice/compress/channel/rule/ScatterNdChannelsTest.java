package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ScatterNdChannelsTest {

    @Test
    void channels_behind_the_named_axes_go_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .normal("rows", 1, 2, 8, 1, 4)
                .constant("at", Tensor.longs(Shape.of(2, 1), 6, 0))
                .node("Transpose", "t", Attributes.NONE.with("perm", 2, 3, 0, 1), "a")
                .node("ScatterND", "s", "t", "at", "rows")
                .node("Transpose", "y", Attributes.NONE.with("perm", 2, 3, 0, 1), "s")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new ScatterNdChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("rows", 3, 1)
                .cuts("s", 3, 1);
    }

    @Test
    void channels_that_the_indices_name_stay() {
        assertThatRule(new ScatterNdChannels())
                .on(NetworkBuilder.small()
                        .conv("a", IMAGE, 4)
                        .normal("maps", 1, 2, 8, 8)
                        .constant("at", Tensor.longs(Shape.of(2, 2), 0, 1, 0, 3))
                        .node("ScatterND", "s", "a", "at", "maps")
                        .conv("head", "s", 2)
                        .to("head"))
                .protects("a", "is written to by position in 's' (ScatterND)");
    }

    @Test
    void channels_of_what_is_written_go_with_those_of_a_constant_behind_it() {
        assertThatRule(new ScatterNdChannels())
                .on(NetworkBuilder.small()
                        .conv("a", IMAGE, 4)
                        .normal("canvas", 1, 10, 8, 1, 4)
                        .constant("at", Tensor.longs(Shape.of(8, 1), 7, 6, 5, 4, 3, 2, 1, 0))
                        .node("Transpose", "rows", Attributes.NONE.with("perm", 2, 3, 0, 1), "a")
                        .node("ScatterND", "s", "canvas", "at", "rows")
                        .node("Transpose", "y", Attributes.NONE.with("perm", 2, 3, 0, 1), "s")
                        .conv("head", "y", 2)
                        .to("head"))
                .frees("a", 4)
                .without(1)
                .cuts("canvas", 3, 1)
                .cuts("s", 3, 1)
                .cuts("y", 1, 1);
    }
}

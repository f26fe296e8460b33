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
}

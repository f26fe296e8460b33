package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class GatherNdChannelsTest {

    @Test
    void channels_behind_the_named_axes_pass() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .node("Transpose", "t", Attributes.NONE.with("perm", 2, 3, 0, 1), "a")
                .constant("at", Tensor.longs(Shape.of(5, 6, 2), new long[60]))
                .node("GatherND", "g", "t", "at")
                .node("Transpose", "y", Attributes.NONE.with("perm", 2, 3, 0, 1), "g")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new GatherNdChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("g", 3, 1);
    }
}

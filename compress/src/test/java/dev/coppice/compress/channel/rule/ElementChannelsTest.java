package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ElementChannelsTest {

    @Test
    void channels_beside_the_axis_go_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .constant("at", Tensor.longs(Shape.of(1, 4, 8, 8), new long[256]))
                .node("ScatterElements", "y", Attributes.NONE.with("axis", 2), "a", "at", "b")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new ElementChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 1)
                .cuts("at", 1, 1)
                .cuts("y", 1, 1);
    }

    @Test
    void channels_beside_an_axis_of_which_some_are_picked_go_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .integers("flat", 0, 4, 64)
                .integers("rows", 1, 4, 2, 4)
                .constant("at", Tensor.longs(Shape.of(1, 4, 8), new long[32]))
                .node("Reshape", "places", "a", "flat")
                .node("GatherElements", "picked", Attributes.NONE.with("axis", 2), "places", "at")
                .node("Reshape", "y", "picked", "rows")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new ElementChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("at", 1, 1)
                .cuts("picked", 1, 1);
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaxUnpoolChannelsTest {

    @Test
    void values_and_positions_go_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .parts(
                        "MaxPool",
                        List.of("p", "at"),
                        Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2),
                        "a")
                .conv("b", "p", 4)
                .node(
                        "MaxUnpool",
                        "y",
                        Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2),
                        "b",
                        "at")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new MaxUnpoolChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 1)
                .cuts("y", 1, 1);
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

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
}

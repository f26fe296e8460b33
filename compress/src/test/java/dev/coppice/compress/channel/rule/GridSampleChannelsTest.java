package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class GridSampleChannelsTest {

    @Test
    void channels_pass_alone() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .normal("grid", 1, 1, 8, 8, 2)
                .node("GridSample", "y", "a", "grid")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new GridSampleChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("y", 1, 1);
    }
}

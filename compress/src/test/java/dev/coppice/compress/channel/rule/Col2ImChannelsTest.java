package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class Col2ImChannelsTest {

    @Test
    void rows_of_one_channel_go_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .integers("flat", 0, 0, -1)
                .integers("size", 16, 16)
                .integers("block", 2, 1)
                .node("Reshape", "c", "a", "flat")
                .node("Col2Im", "y", Attributes.NONE.with("strides", 2, 4), "c", "size", "block")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new Col2ImChannels())
                .on(network)
                .frees("a", 2)
                .without(0)
                .cuts("a", 1, 0, 1)
                .cuts("y", 1, 0);
    }
}

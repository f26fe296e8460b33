package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class GatherChannelsTest {

    private static NetworkBuilder picked(long... channels) {
        return NetworkBuilder.small()
                .integers("channels", channels)
                .conv("a", IMAGE, 4)
                .node("Gather", "picked", Attributes.NONE.with("axis", 1), "a", "channels");
    }

    @Test
    void a_list_of_channels_is_renumbered() {
        Network network = picked(3, 0, 1).conv("head", "picked", 2).to("head");

        assertThatRule(new GatherChannels())
                .on(network)
                .without(0)
                .cuts("a", 1, 0)
                .cuts("picked", 1, 1)
                .cuts("head.weight", 1, 1)
                .reads("picked", 1, 2L, 0L);
    }

    @Test
    void a_channel_that_is_taken_twice_goes_twice() {
        Network network = picked(1, 2, 1).conv("head", "picked", 2).to("head");

        assertThatRule(new GatherChannels())
                .on(network)
                .without(1)
                .cuts("picked", 1, 0, 2)
                .reads("picked", 1, 1L);
    }
}

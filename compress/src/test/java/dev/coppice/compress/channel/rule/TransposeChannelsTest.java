package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class TransposeChannelsTest {

    @Test
    void channels_move_with_their_axis() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .node("Transpose", "last", Attributes.NONE.with("perm", 0, 2, 3, 1), "a")
                .node("Transpose", "reversed", "last")
                .node("Transpose", "back", Attributes.NONE.with("perm", 3, 0, 2, 1), "reversed")
                .conv("head", "back", 2)
                .to("head");

        assertThatRule(new TransposeChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("last", 3, 2)
                .cuts("reversed", 0, 2)
                .cuts("back", 1, 2);
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class EinsumChannelsTest {

    @Test
    void channels_of_one_label_go_together() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("Einsum", "y", Attributes.NONE.with("equation", "nchw,nchw->nchw"), "a", "b")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new EinsumChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 1)
                .cuts("y", 1, 1);
    }
}

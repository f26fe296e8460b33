package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class RecurrentChannelsTest {

    @Test
    void features_end_with_columns_of_the_weights() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .integers("width", 3)
                .normal("w", 1, 1, 15, 4)
                .normal("u", 1, 1, 15, 5)
                .node("ReduceMean", "m", Attributes.NONE.with("keepdims", 0), "a", "width")
                .node("Transpose", "t", Attributes.NONE.with("perm", 2, 0, 1), "m")
                .node("GRU", "s", Attributes.NONE.with("hidden_size", 5), "t", "w", "u")
                .node("Transpose", "y", Attributes.NONE.with("perm", 2, 3, 0, 1), "s")
                .conv("head", "y", 2)
                .to("head");

        assertThatRule(new RecurrentChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("w", 2, 1)
                .leaves("s");
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerNormalizationChannelsTest {

    private static NetworkBuilder last() {
        return NetworkBuilder.small()
                .constant("scale", NetworkBuilder.counting(4))
                .conv("a", IMAGE, 4)
                .node("Transpose", "last", Attributes.NONE.with("perm", 0, 2, 3, 1), "a");
    }

    private static Network back(NetworkBuilder builder) {
        return builder.node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "norm")
                .conv("head", "back", 2)
                .to("head");
    }

    @Test
    void channels_pass_with_their_parameters() {
        Network network = back(last().constant("bias", NetworkBuilder.counting(4))
                .node("LayerNormalization", "norm", "last", "scale", "bias"));

        assertThatRule(new LayerNormalizationChannels())
                .on(network)
                .without(3)
                .cuts("a", 1, 3)
                .cuts("last", 3, 3)
                .cuts("norm", 3, 3)
                .cuts("scale", 0, 3)
                .cuts("bias", 0, 3)
                .cuts("back", 1, 3)
                .cuts("head.weight", 1, 3);
    }

    @Test
    void statistics_that_are_handed_out_protect_the_channels() {
        Network network =
                back(last().parts("LayerNormalization", List.of("norm", "mean"), Attributes.NONE, "last", "scale"));

        assertThatRule(new LayerNormalizationChannels())
                .on(network)
                .protects("a", "reaches 'norm' (LayerNormalization), which hands out its statistics");
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class NormalizationChannelsTest {

    @Test
    void all_four_parameters_of_a_batch_normalisation_go_with_their_channel() {
        Network network = NetworkBuilder.small()
                .constant("scale", NetworkBuilder.counting(4))
                .constant("bias", NetworkBuilder.counting(4))
                .constant("mean", NetworkBuilder.counting(4))
                .constant("variance", NetworkBuilder.counting(4))
                .conv("a", IMAGE, 4)
                .node("BatchNormalization", "norm", "a", "scale", "bias", "mean", "variance")
                .conv("head", "norm", 2)
                .to("head");

        assertThatRule(new NormalizationChannels())
                .on(network)
                .frees("a", 4)
                .without(3)
                .cuts("norm", 1, 3)
                .cuts("scale", 0, 3)
                .cuts("bias", 0, 3)
                .cuts("mean", 0, 3)
                .cuts("variance", 0, 3);
    }

    @Test
    void channels_behind_the_normalised_ones_pass() {
        Network network = NetworkBuilder.small()
                .constant("scale", NetworkBuilder.counting(4))
                .constant("bias", NetworkBuilder.counting(4))
                .constant("mean", NetworkBuilder.counting(4))
                .constant("variance", NetworkBuilder.counting(4))
                .conv("a", IMAGE, 6)
                .integers("rows", 1, 6, 4, -1)
                .node("Reshape", "r", "a", "rows")
                .node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 1, 3), "r")
                .node("BatchNormalization", "norm", "t", "scale", "bias", "mean", "variance")
                .node("Transpose", "u", Attributes.NONE.with("perm", 0, 2, 1, 3), "norm")
                .conv("head", "u", 2)
                .to("head");

        assertThatRule(new NormalizationChannels())
                .on(network)
                .frees("a", 6)
                .without(5)
                .cuts("norm", 2, 5)
                .leaves("scale");
    }

    @Test
    void computed_parameters_protect_the_channels() {
        Network network = NetworkBuilder.small()
                .constant("scale", NetworkBuilder.counting(4))
                .node("Relu", "computed", "scale")
                .conv("a", IMAGE, 4)
                .node("InstanceNormalization", "norm", "a", "computed", "scale")
                .conv("head", "norm", 2)
                .to("head");

        assertThatRule(new NormalizationChannels())
                .on(network)
                .protects("a", "reaches 'norm' (InstanceNormalization), whose parameters are computed at run time");
    }
}

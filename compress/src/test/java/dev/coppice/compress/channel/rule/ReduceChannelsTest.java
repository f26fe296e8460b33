package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ReduceChannelsTest {

    private static NetworkBuilder mean(Attributes attributes, long... axes) {
        return NetworkBuilder.small()
                .integers("axes", axes)
                .conv("a", IMAGE, 4)
                .node("ReduceMean", "mean", attributes, "a", "axes");
    }

    @Test
    void means_over_the_map_keep_channels_apart() {
        Network network = mean(Attributes.NONE, 2, 3).conv("head", "mean", 2).to("head");

        assertThatRule(new ReduceChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("mean", 1, 2);
    }

    @Test
    void channels_stay_on_their_axis_when_others_are_dropped() {
        Network network = mean(Attributes.NONE.with("keepdims", 0), -1, -2)
                .constant("w", NetworkBuilder.counting(4, 2))
                .node("Gemm", "head", "mean", "w")
                .to("head");

        assertThatRule(new ReduceChannels())
                .on(network)
                .without(3)
                .cuts("mean", 1, 3)
                .cuts("w", 0, 3);
    }

    @Test
    void channels_that_are_reduced_over_stay() {
        Network network = mean(Attributes.NONE, 1).conv("head", "mean", 2).to("head");

        assertThatRule(new ReduceChannels()).on(network).protects("a", "is reduced over by 'mean' (ReduceMean)");
    }
}

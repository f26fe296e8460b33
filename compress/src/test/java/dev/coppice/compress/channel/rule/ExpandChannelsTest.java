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

    @Test
    void a_norm_that_is_repeated_over_channels_goes_with_them() {
        Network network = NetworkBuilder.small()
                .integers("axes", 1)
                .integers("target", 1, 4, 8, 8)
                .conv("a", IMAGE, 4)
                .node("ReduceL2", "norm", "a", "axes")
                .node("Expand", "wide", "norm", "target")
                .node("Div", "unit", "a", "wide")
                .conv("head", "unit", 2)
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("wide", 1, 2)
                .cuts("unit", 1, 2)
                .leaves("norm")
                .reads("wide", 1, 1L, 3L, 8L, 8L);
    }

    @Test
    void what_is_repeated_over_rows_and_meets_no_channels_stays() {
        Network network = NetworkBuilder.small()
                .integers("axes", 1, 2)
                .integers("target", 1, 1, 8, 8)
                .conv("a", IMAGE, 4)
                .node("ReduceMean", "mean", "a", "axes")
                .node("Expand", "tall", "mean", "target")
                .node("Sub", "moved", "a", "tall")
                .conv("head", "moved", 2)
                .to("head");

        assertThatRule(new ExpandChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .leaves("tall")
                .keeps("tall", 1);
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class SoftmaxChannelsTest {

    private static Network soft(int axis) {
        return normalised("Softmax", axis);
    }

    private static Network normalised(String op, int axis) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .node(op, "soft", Attributes.NONE.with("axis", axis), "a")
                .conv("head", "soft", 2)
                .to("head");
    }

    @Test
    void channels_that_are_normalised_over_can_go() {
        assertThatRule(new SoftmaxChannels())
                .on(soft(1))
                .frees("a", 4)
                .without(2)
                .cuts("soft", 1, 2)
                .sums("soft", 0, 1, 4, 0, 1, 3);
    }

    @Test
    void channels_stay_where_the_share_of_zeros_cannot_be_allowed_for() {
        assertThatRule(new SoftmaxChannels())
                .on(normalised("LogSoftmax", 1))
                .protects("a", "is normalised over by 'soft' (LogSoftmax)");
    }

    @Test
    void channels_pass_where_another_axis_is_normalised() {
        assertThatRule(new SoftmaxChannels())
                .on(soft(-1))
                .frees("a", 4)
                .without(2)
                .cuts("soft", 1, 2);
    }

    @Test
    void channels_pass_a_norm_over_them() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .node("LpNormalization", "unit", Attributes.NONE.with("axis", 1), "a")
                .conv("head", "unit", 2)
                .to("head");

        assertThatRule(new SoftmaxChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("unit", 1, 2)
                .sums("unit", 0, 1, 4, 0, 1, 3);
    }
}

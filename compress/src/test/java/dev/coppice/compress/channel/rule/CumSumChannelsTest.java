package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class CumSumChannelsTest {
    private static Network summed(int axis) {
        return NetworkBuilder.small()
                .integers("axis", axis)
                .conv("a", IMAGE, 4)
                .node("CumSum", "sums", "a", "axis")
                .conv("head", "sums", 2)
                .to("head");
    }

    @Test
    void channels_pass_sums_along_another_axis() {
        assertThatRule(new CumSumChannels())
                .on(summed(2))
                .frees("a", 4)
                .without(2)
                .cuts("sums", 1, 2)
                .cuts("head.weight", 1, 2);
    }

    @Test
    void channels_that_are_summed_along_stay() {
        assertThatRule(new CumSumChannels()).on(summed(-3)).protects("a", "is summed along by 'sums' (CumSum)");
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupNormalizationChannelsTest {

    private static Network normalised(int groups) {
        return NetworkBuilder.small()
                .constant("scale", NetworkBuilder.counting(groups))
                .constant("bias", NetworkBuilder.counting(groups))
                .conv("a", IMAGE, 4)
                .node("GroupNormalization", "norm", Attributes.NONE.with("num_groups", groups), "a", "scale", "bias")
                .conv("head", "norm", 2)
                .to("head");
    }

    @Test
    void groups_lose_equal_numbers_and_keep_their_parameters() {
        assertThatRule(new GroupNormalizationChannels())
                .on(normalised(2))
                .couples("norm", List.of(List.of(0, 1), List.of(2, 3)))
                .without(0, 3)
                .cuts("a", 1, 0, 3)
                .cuts("a.weight", 0, 0, 3)
                .cuts("norm", 1, 0, 3)
                .cuts("head.weight", 1, 0, 3)
                .keeps("norm", "num_groups")
                .leaves("scale")
                .leaves("bias");
    }

    @Test
    void a_group_of_one_channel_goes_with_it() {
        assertThatRule(new GroupNormalizationChannels())
                .on(normalised(4))
                .couplesNothing()
                .without(0, 2)
                .cuts("norm", 1, 0, 2)
                .cuts("scale", 0, 0, 2)
                .cuts("bias", 0, 0, 2)
                .cuts("head.weight", 1, 0, 2)
                .sets("norm", "num_groups", 2);
    }
}

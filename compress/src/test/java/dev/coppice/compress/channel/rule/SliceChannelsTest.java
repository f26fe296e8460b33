package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class SliceChannelsTest {

    private static Network part(long start, long end, long step) {
        return NetworkBuilder.small()
                .integers("start", start)
                .integers("end", end)
                .integers("axis", 1)
                .integers("step", step)
                .conv("a", IMAGE, 4)
                .node("Slice", "part", "a", "start", "end", "axis", "step")
                .conv("head", "part", 2)
                .to("head");
    }

    @Test
    void bounds_move_with_the_channels_before_them() {
        assertThatRule(new SliceChannels())
                .on(part(1, 3, 1))
                .without(0)
                .leaves("part")
                .reads("part", 1, 0L)
                .reads("part", 2, 2L);
    }

    @Test
    void a_channel_of_the_part_goes_from_it() {
        assertThatRule(new SliceChannels())
                .on(part(1, 3, 1))
                .without(1)
                .cuts("part", 1, 0)
                .keeps("part", 1)
                .reads("part", 2, 2L);
    }

    @Test
    void channels_that_are_not_taken_one_by_one_stay() {
        assertThatRule(new SliceChannels())
                .on(part(0, 4, 2))
                .protects("a", "is not taken one by one by 'part' (Slice)");
    }
}

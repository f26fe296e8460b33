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
    void every_other_channel_goes_with_the_one_behind_it() {
        assertThatRule(new SliceChannels())
                .on(part(1, Long.MAX_VALUE, 2))
                .frees("a", 2)
                .without(0)
                .cuts("a", 1, 0, 1)
                .cuts("part", 1, 0)
                .keeps("part", 1)
                .reads("part", 2, 2L);
    }

    @Test
    void channels_are_turned_round_whatever_their_number() {
        assertThatRule(new SliceChannels())
                .on(part(-1, Long.MIN_VALUE, -1))
                .frees("a", 4)
                .without(0)
                .cuts("a", 1, 0)
                .cuts("part", 1, 3)
                .keeps("part", 1)
                .reads("part", 2, (long) Integer.MIN_VALUE);
    }

    @Test
    void channels_that_are_not_taken_one_by_one_stay() {
        assertThatRule(new SliceChannels())
                .on(part(0, 4, 3))
                .protects("a", "is not taken one by one by 'part' (Slice)");
    }

    @Test
    void bounds_of_other_axes_stay() {
        assertThatRule(new SliceChannels())
                .on(NetworkBuilder.small()
                        .integers("starts", 1, 2)
                        .integers("ends", Integer.MAX_VALUE, 6)
                        .integers("axes", 1, 2)
                        .conv("a", IMAGE, 4)
                        .node("Slice", "part", "a", "starts", "ends", "axes")
                        .conv("head", "part", 2)
                        .to("head"))
                .frees("a", 4)
                .without(0)
                .leaves("part")
                .reads("part", 1, 0L, 2L)
                .reads("part", 2, 3L, 6L)
                .without(1, 2)
                .cuts("part", 1, 0, 1)
                .keeps("part", 1)
                .reads("part", 2, 2L, 6L);
    }

    @Test
    void channels_are_kept_where_rows_are_not_taken_one_by_one() {
        assertThatRule(new SliceChannels())
                .on(NetworkBuilder.small()
                        .integers("start", 0)
                        .integers("end", 8)
                        .integers("axis", 2)
                        .integers("step", 2)
                        .conv("a", IMAGE, 4)
                        .node("Slice", "part", "a", "start", "end", "axis", "step")
                        .conv("head", "part", 2)
                        .to("head"))
                .frees("a", 4)
                .without(1)
                .cuts("part", 1, 1)
                .keeps("part", 1)
                .keeps("part", 2);
    }

    @Test
    void channels_stay_between_bounds_that_the_graph_computes() {
        assertThatRule(new SliceChannels())
                .on(NetworkBuilder.small()
                        .integers("zero", 0)
                        .integers("one", 1)
                        .integers("two", 2)
                        .conv("a", IMAGE, 4)
                        .node("Shape", "sizes", IMAGE)
                        .node("Slice", "three", "sizes", "one", "two")
                        .node("Slice", "part", "a", "zero", "three", "one")
                        .conv("head", "part", 2)
                        .to("head"))
                .protects("a", "is sliced by 'part' (Slice) at bounds computed at run time");
    }
}

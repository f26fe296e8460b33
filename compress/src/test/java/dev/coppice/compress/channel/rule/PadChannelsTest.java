package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class PadChannelsTest {

    private static Network padded(Attributes attributes, long... pads) {
        return NetworkBuilder.small()
                .integers("pads", pads)
                .conv("a", IMAGE, 4)
                .node("Pad", "padded", attributes, "a", "pads")
                .conv("head", "padded", 2)
                .to("head");
    }

    @Test
    void channels_move_behind_the_ones_that_are_padded() {
        assertThatRule(new PadChannels())
                .on(padded(Attributes.NONE, 0, 2, 0, 0, 0, 1, 0, 0))
                .frees("a", 4)
                .without(1)
                .cuts("padded", 1, 3)
                .cuts("head.weight", 1, 3);
    }

    @Test
    void padding_goes_with_the_channels_that_it_meets() {
        Network network = NetworkBuilder.small()
                .integers("pads", 0, 1, 0, 0, 0, 3, 0, 0)
                .conv("a", IMAGE, 4)
                .node("Pad", "padded", "a", "pads")
                .conv("b", IMAGE, 8)
                .node("Add", "sum", "padded", "b")
                .conv("head", "sum", 2)
                .to("head");

        assertThatRule(new PadChannels())
                .on(network)
                .frees("a", 8)
                .without(1, 4, 6)
                .cuts("b", 1, 0, 2, 6)
                .cuts("a", 1, 1)
                .reads("padded", 1, 0L, 0L, 0L, 0L, 0L, 2L, 0L, 0L);
    }

    @Test
    void pads_around_the_map_leave_channels_where_they_are() {
        assertThatRule(new PadChannels())
                .on(padded(Attributes.NONE.with("mode", "reflect"), 0, 0, 1, 1, 0, 0, 1, 1))
                .without(1)
                .cuts("padded", 1, 1);
    }

    @Test
    void channels_that_are_cropped_stay() {
        assertThatRule(new PadChannels())
                .on(padded(Attributes.NONE, 0, -1, 0, 0, 0, 0, 0, 0))
                .protects("a", "is cropped or repeated across channels by 'padded' (Pad)");
    }
}

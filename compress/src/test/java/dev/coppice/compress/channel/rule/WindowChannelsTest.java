package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class WindowChannelsTest {

    @Test
    void pools_keep_channels_apart() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .pool("p", "a")
                .conv("head", "p", 2)
                .to("head");

        assertThatRule(new WindowChannels())
                .on(network)
                .frees("a", 4)
                .without(2)
                .cuts("p", 1, 2);
    }

    @Test
    void a_resize_to_named_sizes_asks_for_the_channels_that_are_left() {
        Network network = NetworkBuilder.small()
                .integers("sizes", 1, 4, 16, 16)
                .conv("a", IMAGE, 4)
                .node("Resize", "big", "a", "", "", "sizes")
                .conv("head", "big", 2)
                .to("head");

        assertThatRule(new WindowChannels())
                .on(network)
                .without(0)
                .cuts("big", 1, 0)
                .reads("big", 3, 1L, 3L, 16L, 16L);
    }

    /** As parameters that are brought to a map's width and weigh it (EGE-UNet). */
    @Test
    void a_resize_keeps_channels_along_an_axis_that_keeps_its_size() {
        Network network = NetworkBuilder.small()
                .integers("sizes", 1, 1, 4, 8)
                .constant("table", NetworkBuilder.counting(1, 1, 4, 2))
                .conv("a", IMAGE, 4)
                .node("Resize", "wide", Attributes.NONE.with("mode", "linear"), "table", "", "", "sizes")
                .node("Transpose", "turned", Attributes.NONE.with("perm", 0, 2, 1, 3), "wide")
                .node("Mul", "weighed", "a", "turned")
                .conv("head", "weighed", 2)
                .to("head");

        assertThatRule(new WindowChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("table", 2, 1)
                .cuts("wide", 2, 1)
                .reads("wide", 3, 1L, 1L, 3L, 8L);
    }
}

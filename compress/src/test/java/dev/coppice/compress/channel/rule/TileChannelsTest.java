package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class TileChannelsTest {

    private static Network tiled(long... repeats) {
        return NetworkBuilder.small()
                .integers("repeats", repeats)
                .conv("a", IMAGE, 4)
                .node("Tile", "tiled", "a", "repeats")
                .conv("head", "tiled", 2)
                .to("head");
    }

    @Test
    void a_channel_goes_from_every_repetition() {
        assertThatRule(new TileChannels())
                .on(tiled(1, 2, 1, 1))
                .without(1)
                .cuts("a", 1, 1)
                .cuts("tiled", 1, 1, 5)
                .cuts("head.weight", 1, 1, 5);
    }

    @Test
    void maps_side_by_side_keep_their_channels() {
        assertThatRule(new TileChannels()).on(tiled(1, 1, 1, 3)).without(1).cuts("tiled", 1, 1);
    }
}

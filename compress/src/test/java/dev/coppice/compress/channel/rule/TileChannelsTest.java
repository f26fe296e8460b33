package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
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

    @Test
    void rows_of_a_constant_that_is_repeated_for_each_picture_go_with_the_channels_that_they_multiply() {
        Network network = NetworkBuilder.small()
                .constant("bases", NetworkBuilder.counting(1, 4, 3))
                .integers("repeats", 1, 1, 1)
                .integers("rows", 0, 4, 64)
                .conv("a", IMAGE, 4)
                .node("Reshape", "ra", "a", "rows")
                .node("Transpose", "pixels", Attributes.NONE.with("perm", 0, 2, 1), "ra")
                .node("Tile", "own", "bases", "repeats")
                .node("MatMul", "likely", "pixels", "own")
                .to("likely");

        assertThatRule(new TileChannels())
                .on(network)
                .frees("a", 4)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("bases", 1, 1)
                .leaves("likely");
    }
}

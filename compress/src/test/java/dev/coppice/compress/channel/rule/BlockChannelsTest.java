package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class BlockChannelsTest {

    private static Network deep(String mode) {
        return NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .node(
                        "DepthToSpace",
                        "big",
                        Attributes.NONE.with("blocksize", 2).with("mode", mode),
                        "a")
                .conv("head", "big", 2)
                .to("head");
    }

    @Test
    void column_row_depth_takes_neighbours_for_one_channel() {
        assertThatRule(new BlockChannels())
                .on(deep("CRD"))
                .frees("a", 2)
                .without(1)
                .cuts("a", 1, 4, 5, 6, 7)
                .cuts("big", 1, 1)
                .cuts("head.weight", 1, 1);
    }

    @Test
    void depth_column_row_takes_every_second_for_one_channel() {
        assertThatRule(new BlockChannels())
                .on(deep("DCR"))
                .frees("a", 2)
                .without(1)
                .cuts("a", 1, 1, 3, 5, 7)
                .cuts("big", 1, 1);
    }

    @Test
    void space_to_depth_makes_four_channels_of_one() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 2)
                .node("SpaceToDepth", "deep", Attributes.NONE.with("blocksize", 2), "a")
                .conv("head", "deep", 2)
                .to("head");

        assertThatRule(new BlockChannels())
                .on(network)
                .without(1)
                .cuts("deep", 1, 1, 3, 5, 7)
                .cuts("head.weight", 1, 1, 3, 5, 7);
    }
}

package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class ConcatChannelsTest {

    @Test
    void parts_follow_one_another() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 6)
                .concat("both", "a", "b")
                .conv("head", "both", 2)
                .to("head");

        assertThatRule(new ConcatChannels())
                .on(network)
                .frees("a", 4)
                .frees("b", 6)
                .without(1, 4)
                .cuts("a", 1, 1)
                .cuts("b", 1, 0)
                .cuts("both", 1, 1, 4)
                .cuts("head.weight", 1, 1, 4);
    }

    @Test
    void maps_joined_along_the_height_share_their_channels() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 4)
                .conv("b", IMAGE, 4)
                .node("Concat", "tall", Attributes.NONE.with("axis", 2), "a", "b")
                .conv("head", "tall", 2)
                .to("head");

        assertThatRule(new ConcatChannels())
                .on(network)
                .without(1)
                .cuts("a", 1, 1)
                .cuts("b", 1, 1)
                .cuts("tall", 1, 1);
    }

    @Test
    void constant_channels_go_with_what_they_meet() {
        Network network = NetworkBuilder.small()
                .constant("zeros", NetworkBuilder.counting(1, 2, 8, 8))
                .conv("a", IMAGE, 4)
                .concat("wide", "a", "zeros")
                .conv("b", IMAGE, 6)
                .node("Add", "sum", "wide", "b")
                .conv("head", "sum", 2)
                .to("head");

        assertThatRule(new ConcatChannels())
                .on(network)
                .frees("a", 6)
                .without(0, 5)
                .cuts("a", 1, 0)
                .cuts("b", 1, 0, 5)
                .cuts("zeros", 1, 1);
    }

    @Test
    void a_part_with_channels_of_two_axes_gives_on_those_that_follow_one_another() {
        Network network = NetworkBuilder.small()
                .integers("rows", 0, 4, 64)
                .integers("places", 0, 64, 64)
                .integers("maps", 0, 4, 8, 8)
                .conv("a", IMAGE, 4)
                .conv("weights", IMAGE, 64)
                .node("Reshape", "ra", "a", "rows")
                .node("Reshape", "rw", "weights", "places")
                .node("Transpose", "tw", Attributes.NONE.with("perm", 0, 2, 1), "rw")
                .node("MatMul", "mixed", "ra", "tw")
                .node("Reshape", "map", "mixed", "maps")
                .conv("b", IMAGE, 3)
                .concat("both", "b", "map")
                .conv("head", "both", 2)
                .to("head");

        assertThatRule(new ConcatChannels())
                .on(network)
                .frees("a", 4)
                .frees("b", 3)
                .protects("weights", "meets channels of another axis in 'map'")
                .without(1)
                .cuts("both", 1, 4)
                .cuts("head.weight", 1, 4);
    }
}

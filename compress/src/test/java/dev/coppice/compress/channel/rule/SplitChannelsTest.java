package dev.coppice.compress.channel.rule;

import static dev.coppice.compress.channel.ChannelRuleAssert.assertThatRule;
import static dev.coppice.models.kit.NetworkBuilder.IMAGE;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitChannelsTest {

    private static Network split(int axis, long first, long second) {
        return NetworkBuilder.small()
                .integers("sizes", first, second)
                .conv("a", IMAGE, 4)
                .parts("Split", List.of("p", "q"), Attributes.NONE.with("axis", axis), "a", "sizes")
                .node("Concat", "again", Attributes.NONE.with("axis", axis), "q", "p")
                .conv("head", "again", 2)
                .to("head");
    }

    @Test
    void sizes_follow_the_channels_that_are_left() {
        assertThatRule(new SplitChannels())
                .on(split(1, 1, 3))
                .without(2)
                .leaves("p")
                .cuts("q", 1, 1)
                .cuts("again", 1, 1)
                .reads("p", 1, 1L, 2L);
    }

    @Test
    void parts_of_the_height_share_their_channels() {
        assertThatRule(new SplitChannels())
                .on(split(2, 3, 5))
                .without(2)
                .cuts("p", 1, 2)
                .cuts("q", 1, 2);
    }
}

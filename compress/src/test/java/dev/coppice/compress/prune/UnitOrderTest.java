package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitOrderTest {
    /** A cross-stage block: the second half of a's eight channels is added to b's four, the first is not. */
    private static final Network CROSS_STAGE = NetworkBuilder.small()
            .conv("a", IMAGE, 8)
            .integers("halves", 4, 4)
            .parts("Split", List.of("first", "second"), Attributes.NONE.with("axis", 1), "a", "halves")
            .conv("b", "second", 4)
            .node("Add", "sum", "b", "second")
            .concat("both", "first", "sum")
            .conv("head", "both", 2)
            .to("head");

    private static ChannelGroup group() {
        return ChannelAnalysis.of(CROSS_STAGE).groups().get(0);
    }

    /** Units of one channel each; those of the second half score less than any of the first. */
    private static List<Unit> units() {
        double[] scores = {8, 7, 6, 5, 1, 2, 3, 4};
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new Unit(List.of(group().channels().get(i)), scores[i], ""))
                .toList();
    }

    private static List<Double> order(PruningScope scope) {
        return UnitOrder.of(group(), units(), scope).stream().map(Unit::score).toList();
    }

    @Test
    void kinds_of_channels_go_in_turns_the_least_important_of_each_first() {
        assertThat(group().producers()).hasSize(2);
        assertThat(order(PruningScope.LAYER)).containsExactly(1.0, 5.0, 2.0, 6.0, 3.0, 7.0, 4.0, 8.0);
        assertThat(order(PruningScope.COST)).isEqualTo(order(PruningScope.LAYER));
    }

    @Test
    void where_all_layers_compete_the_least_important_go() {
        assertThat(order(PruningScope.GLOBAL)).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
    }
}

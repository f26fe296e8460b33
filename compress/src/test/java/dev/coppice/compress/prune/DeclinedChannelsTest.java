package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reasons why a layer is left alone. */
class DeclinedChannelsTest {
    private static List<String> reasons(Network network) {
        return new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(network).decisions().stream()
                        .map(d -> d.where() + ": " + d.reason())
                        .toList();
    }

    @Test
    void declines_what_meets_the_image() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 3)
                .node("Add", "sum", "a", IMAGE)
                .conv("head", "sum", 2)
                .to("head", 2);

        assertThat(reasons(network))
                .first()
                .isEqualTo("a: is combined by 'sum' (Add) with 'image', whose channels cannot be cut");
    }

    @Test
    void declines_channels_that_are_normalised_over() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .node("LogSoftmax", "soft", Attributes.NONE.with("axis", 1), "a")
                .conv("head", "soft", 2)
                .to("head", 2);

        assertThat(reasons(network)).first().isEqualTo("a: is normalised over by 'soft' (LogSoftmax)");
    }

    @Test
    void declines_operators_without_a_rule() {
        Network network = NetworkBuilder.small()
                .conv("a", IMAGE, 8)
                .node("ArgMax", "best", Attributes.NONE.with("axis", 1), "a")
                .to("best", 8);

        assertThat(reasons(network)).containsExactly("a: reaches 'best' (ArgMax), an operator without a channel rule");
    }

    @Test
    void declines_a_single_channel() {
        Network network =
                NetworkBuilder.small().conv("a", IMAGE, 1).conv("head", "a", 2).to("head", 2);

        assertThat(reasons(network)).first().isEqualTo("a: has a single channel, and every tensor keeps at least one");
    }

    /** Weights that are computed from constants bear their channels, which stay where those of other weights would. */
    @Test
    void declines_computed_weights_whose_channels_reach_an_output() {
        Network network = NetworkBuilder.small()
                .constant("w", NetworkBuilder.counting(2, 3, 1, 1))
                .node("Relu", "weights", "w")
                .node("Conv", "head", IMAGE, "weights")
                .to("head", 2);

        assertThat(reasons(network)).containsExactly("weights: reaches output 'head' unchanged by any contraction");
    }
}

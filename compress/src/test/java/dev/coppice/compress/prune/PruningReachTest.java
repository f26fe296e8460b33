package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class PruningReachTest {
    private static final Network NETWORK = NetworkBuilder.small()
            .conv("a", IMAGE, 20)
            .node("Relu", "relu", "a")
            .conv("b", "relu", 4)
            .conv("head", "b", 2)
            .to("head", 2);

    private static PruningReach reach(double ratio) {
        ChannelPruning pruning =
                new ChannelPruning(new PruningRatio(ratio), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);
        return PruningReach.of(NETWORK, PlanRewriter.rewrite(NETWORK, pruning.plan(NETWORK)));
    }

    @Test
    void counts_the_output_channels_of_every_contraction() {
        PruningReach reach = reach(0.5);

        assertThat(reach.before()).isEqualTo(26);
        assertThat(reach.after()).isEqualTo(10 + 2 + 2);
        assertThat(reach.share()).isEqualTo(12 / 26.0);
    }

    @Test
    void says_what_stood_in_the_way() {
        assertThat(reach(0.9).obstacles(0.9))
                .containsExactly(
                        "1 layer can lose none of 2 channels: 'head' reaches output 'head' unchanged by any contraction",
                        "1 layer lost a smaller share than asked for, 1 of 4 channels are left: 'b' 4 → 1");
    }

    @Test
    void says_nothing_where_the_share_was_reached() {
        assertThat(reach(0.5).obstacles(0.4)).isEmpty();
    }
}

package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import org.junit.jupiter.api.Test;

class LayerCutsTest {
    private static final Network CHAIN = NetworkBuilder.small()
            .conv("a", IMAGE, 8)
            .conv("b", "a", 8)
            .conv("head", "b", 2)
            .to("head", 2);

    private static final LayerCuts CUTS = LayerCuts.of(
            CHAIN, new ChannelPruning(new PruningRatio(0), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY));

    @Test
    void cuts_one_layer_and_leaves_the_others() {
        LayerCuts.Cut cut = CUTS.cut(CUTS.groups().get(1), new PruningRatio(0.75));

        Graph graph = PlanRewriter.rewrite(CHAIN, cut.plan()).graph();
        assertThat(cut.channels()).isEqualTo(8);
        assertThat(cut.kept()).isEqualTo(2);
        assertThat(cut.plan().decisions()).containsExactly(Decision.changed("channels", "b", "8 → 2 channels"));
        assertThat(graph.constant("a.weight")).isEqualTo(CHAIN.graph().constant("a.weight"));
        assertThat(graph.constant("b.weight").orElseThrow().shape()).isEqualTo(Shape.of(2, 8, 3, 3));
    }

    @Test
    void a_ratio_that_rounds_to_none_changes_nothing_and_says_so() {
        LayerCuts.Cut cut = CUTS.cut(CUTS.groups().get(0), new PruningRatio(0.05));

        assertThat(cut.kept()).isEqualTo(8);
        assertThat(cut.plan().steps()).isEmpty();
        assertThat(cut.plan().decisions())
                .containsExactly(Decision.declined("channels", "a", "ratio 0.05 of its 8 channels rounds to none"));
    }

    @Test
    void a_protected_layer_is_declined_with_its_reason() {
        LayerCuts.Cut cut = CUTS.cut(CUTS.groups().get(2), new PruningRatio(0.5));

        assertThat(cut.plan().decisions())
                .containsExactly(
                        Decision.declined("channels", "head", "reaches output 'head' unchanged by any contraction"));
    }
}

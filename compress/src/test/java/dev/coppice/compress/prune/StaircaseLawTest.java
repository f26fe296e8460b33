package dev.coppice.compress.prune;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StaircaseLawTest {
    private static final WidthStaircase STAIRCASE = new WidthStaircase(List.of(4, 8, 12, 16, 32), 16, "a machine");

    /** Layers of one block or less, of several blocks, and in between. */
    private static final Network NETWORK = NetworkBuilder.small()
            .conv("narrow", IMAGE, 6)
            .conv("block", "narrow", 16)
            .conv("odd", "block", 45)
            .conv("wide", "odd", 96)
            .conv("beside", "wide", 96)
            .node("Add", "sum", "wide", "beside")
            .conv("shuffled", "sum", 128)
            .node("DepthToSpace", "shuffle", Attributes.NONE.with("blocksize", 2), "shuffled")
            .grouped("grouped", "shuffle", 64, 4)
            .conv("head", "grouped", 2)
            .to("head", 2);

    private record Case(PruningTarget target, PruningScope scope) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (PruningScope scope : PruningScope.values()) {
            for (double share : new double[] {0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9}) {
                cases.add(new Case(new PruningRatio(share), scope));
                cases.add(new Case(new CostShare(CostKind.MACS, share), scope));
            }
        }
        return cases;
    }

    private static int width(Graph graph, String layer) {
        return graph.constant(layer + ".weight").orElseThrow().shape().size(0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_layer_keeps_an_edge_or_all(Case c) {
        Graph pruned = PlanRewriter.rewrite(
                        NETWORK, new ChannelPruning(c.target, c.scope, new L1Norm(), STAIRCASE).plan(NETWORK))
                .graph();

        for (String layer : List.of("narrow", "block", "odd", "wide", "beside", "shuffled", "grouped")) {
            int before = width(NETWORK.graph(), layer);
            int kept = width(pruned, layer);
            assertThat(kept == before || STAIRCASE.edge(kept) == kept)
                    .as("'%s' keeps %d of %d", layer, kept, before)
                    .isTrue();
        }
    }

    @Test
    void a_narrow_layer_is_cut_below_a_block_and_the_plan_says_which_widths() {
        CompressionPlan plan =
                new ChannelPruning(new PruningRatio(0.4), PruningScope.LAYER, new L1Norm(), STAIRCASE).plan(NETWORK);

        assertThat(plan.decisions())
                .contains(
                        Decision.changed("channels", "narrow", "6 → 4 channels, at the smallest width"),
                        Decision.changed("channels", "block", "16 → 8 channels"),
                        Decision.changed("channels", "odd", "45 → 32 channels"),
                        Decision.changed("channels", "wide", "96 → 64 channels, together with 'beside'"),
                        Decision.changed(
                                "widths",
                                "widths",
                                "channel counts are on the edges of the staircase of a machine: 4, 8, 12, 16, 32 and on"
                                        + " in blocks of 16"));
    }

    @Test
    void channels_that_must_stay_do_not_leave_a_count_between_two_edges() {
        // five channels must stay; eight stay, since five would take as long
        Network network =
                NetworkBuilder.small().conv("a", IMAGE, 16).conv("head", "a", 2).to("head", 2);
        ChannelAnalysis analysis = ChannelAnalysis.of(network);
        List<Unit> units = new ArrayList<>();
        for (int channel : analysis.groups().get(0).channels()) {
            Unit unit = new Unit(List.of(channel), channel, "");
            units.add(units.size() < 5 ? unit.protectedBy("it must stay") : unit);
        }
        ScoredGroup layer = ScoredGroup.of(
                analysis.groups().get(0),
                units,
                STAIRCASE,
                new CountBounds(16, 1, 16, new RatioBounds(new PruningRatio(0), new PruningRatio(0.9), "")));

        assertThat(layer.least()).isEqualTo(4);
        assertThat(layer.cutTo(4)).hasSize(8);
        assertThat(layer.cutTo(12)).hasSize(4);
    }
}

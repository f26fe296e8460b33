package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static dev.coppice.models.kit.NetworkBuilder.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import org.junit.jupiter.api.Test;

/** Products of tokens of an 8×8 map, whose grid is halved: 16 positions are left of 64. */
class MultipliedGridTest {
    private static final GridTruncation HALVED = new GridTruncation(new Grid(1, 8), new Region.All(), Resampling.AREA);

    /** Channels by positions 'rows', N×4×64, and positions by channels 'tokens', N×64×4. */
    private static NetworkBuilder tokens() {
        return Networks.random(32, 32)
                .integers("flat", 0, 4, 64)
                .integers("list", 64, 4)
                .integers("map", 1, 4, 8, 8)
                .integers("space", 1, 8, 8, 4)
                .conv("a", IMAGE, 4, 3, window(3, 4, 1))
                .node("Reshape", "rows", "a", "flat")
                .node("Transpose", "tokens", Attributes.NONE.with("perm", 0, 2, 1), "rows");
    }

    private static Network maps(NetworkBuilder network, String rows) {
        return network.node("Reshape", "back", rows, "map").conv("y", "back", 4).to("y");
    }

    private static void assertKeeps(Network network, String node, String reason) {
        assertThat(HALVED.plan(network).decisions())
                .contains(Decision.declined("truncation", node, reason + "; it keeps its grid"));
    }

    /** Efficient attention (Shen et al., WACV 2021): keys by values sum over all positions. */
    @Test
    void a_sum_over_positions_is_scaled_to_their_former_number() {
        Network network = maps(
                tokens().node("MatMul", "context", "rows", "tokens")
                        .node("MatMul", "end", "tokens", "context")
                        .node("Transpose", "turned", Attributes.NONE.with("perm", 0, 2, 1), "end"),
                "turned");

        CompressionPlan plan = HALVED.plan(network);

        assertThat(plan.steps()).contains(new PlanStep.ScaleOutput("context", 4));
        assertThat(plan.decisions())
                .contains(
                        Decision.changed(
                                "truncation",
                                "context",
                                "works on positions of 1/8 (4×4) instead of 1/4 (8×8), and its sum over them is scaled by 4.0"));
        assertThat(PlanRewriter.rewrite(network, plan).shapes(1).of("end")).isEqualTo(Shape.of(1, 16, 4));
    }

    @Test
    void weights_for_positions_keep_their_number() {
        assertKeeps(
                maps(tokens().normal("weights", 1, 64, 64).node("MatMul", "mixed", "rows", "weights"), "mixed"),
                "mixed",
                "it multiplies over positions, whose number is fixed by its weights");
    }

    /** A list of the positions by a matrix, with this bias. */
    private static Network listed(int... bias) {
        return tokens().node("Reshape", "listed", "tokens", "list")
                .normal("weights", 1, 4, 4)
                .normal("bias", 1, bias)
                .node("Gemm", "mapped", "listed", "weights", "bias")
                .node("Reshape", "spread", "mapped", "space")
                .node("Transpose", "back", Attributes.NONE.with("perm", 0, 3, 1, 2), "spread")
                .conv("y", "back", 4)
                .to("y");
    }

    @Test
    void a_bias_for_channels_follows() {
        Network network = listed(4);

        Network changed = PlanRewriter.rewrite(network, HALVED.plan(network));

        assertThat(changed.shapes(1).of("mapped")).isEqualTo(Shape.of(16, 4));
        assertThat(changed.shapes(1).of("back")).isEqualTo(Shape.of(1, 4, 4, 4));
    }

    @Test
    void a_bias_for_positions_keeps_their_number() {
        assertKeeps(listed(64, 1), "mapped", "its bias has a value for each position");
    }
}

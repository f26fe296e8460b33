package dev.coppice.compress.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.KernelAxis;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Truncations of the readers of one tensor. */
class EdgeTruncationTest {
    private static final LowPass.Way DOWN = new LowPass.Way(Resampling.AREA, Resampling.DCT);
    private static final LowPass.Way UP = new LowPass.Way(Resampling.DCT, Resampling.AREA);
    private static final Grid HALF = new Grid(1, 2);
    private static final Network NETWORK = Networks.unet(32, 48);

    @Test
    void a_region_is_what_reads_the_tensor_up_to_the_first_contractions() {
        assertThat(Region.parse("at:u0").nodes(NETWORK, NETWORK.shapes(1))).containsExactly("c0", "d0");
        assertThat(Region.parse("at:e0").nodes(NETWORK, NETWORK.shapes(1))).containsExactly("p0", "e1", "c0", "d0");
        assertThat(Region.parse("at:u0")).hasToString("at:u0");
    }

    @Test
    void its_contractions_work_on_the_limit_and_what_follows_on_its_own_grid() {
        CompressionPlan plan = plan("at:c0", NETWORK);

        assertThat(plan.steps())
                .containsExactly(
                        new PlanStep.InsertResample(
                                "c0", List.of("d0"), new Resample(Resampling.AREA, HALF), "c0/grid_1_2"),
                        new PlanStep.InsertResample(
                                "d0", List.of("y"), new Resample(Resampling.AREA, Grid.FULL), "d0/grid_1_1"),
                        new PlanStep.ResampleKernel("d0", new KernelAxis(0.5, 1, 0), new KernelAxis(0.5, 1, 0)));
        Network truncated = PlanRewriter.rewrite(NETWORK, plan);
        assertThat(truncated.shapes(1).of("d0")).hasToString("1×4×16×24");
        assertThat(truncated.shapes(1).of("y")).isEqualTo(NETWORK.shapes(1).of("y"));
        assertThat(Cost.of(truncated).macs()).isLessThan(Cost.of(NETWORK).macs());
    }

    @Test
    void its_low_pass_stands_where_maps_are_carried_back_too() {
        LowPass lowPass = LowPass.of(NETWORK, new GridTruncation(HALF, Region.parse("at:c0"), Resampling.AREA));

        assertThat(lowPass.sites())
                .containsExactly(
                        new LowPass.Site("c0", List.of("d0"), HALF, DOWN),
                        new LowPass.Site("d0", List.of("y"), HALF, UP));
        assertThat(lowPass.obstacle(NETWORK)).isEmpty();
    }

    @Test
    void planning_it_again_plans_nothing() {
        Network truncated = PlanRewriter.rewrite(NETWORK, plan("at:c0", NETWORK));

        assertThat(plan("at:c0", truncated).steps()).isEmpty();
    }

    @Test
    void the_full_band_changes_nothing() {
        assertThat(new GridTruncation(Grid.FULL, Region.parse("at:c0"), Resampling.DCT)
                        .plan(NETWORK)
                        .steps())
                .isEmpty();
    }

    @Test
    void its_low_pass_stands_there_alone() {
        LowPass lowPass = LowPass.of(NETWORK, new GridTruncation(HALF, Region.parse("at:c0"), Resampling.AREA));

        assertThat(lowPass.sites()).contains(new LowPass.Site("c0", List.of("d0"), HALF, DOWN));
    }

    @Test
    void an_unknown_tensor_is_refused_with_the_nearest() {
        assertThatThrownBy(() -> plan("at:c9", NETWORK))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'at:c9' names a tensor, but network 'small' has no tensor of that name")
                .hasMessageContaining("c0");
    }

    private static CompressionPlan plan(String region, Network network) {
        return new GridTruncation(HALF, Region.parse(region), Resampling.AREA).plan(network);
    }
}

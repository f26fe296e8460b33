package dev.coppice.compress.grid;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.TruncationDrop;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.kit.Networks;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoTruncationTest {
    private static final Grid HALF = new Grid(1, 2);
    private static final Grid QUARTER = new Grid(1, 4);
    private static final List<Region> BOTH = List.of(new Region.Decoder(), new Region.All());
    private static final Network NETWORK = Networks.unet(32, 48);

    /** Each resampling of the truncated network by 1/2 costs one point, by 1/4 four. */
    private static final Evaluator EVALUATOR = network -> {
        double mIoU = 0.8;
        for (var node : network.graph().nodes()) {
            if (Resample.isResample(node)) {
                Grid grid = Resample.of(node).grid();
                mIoU -= grid.equals(HALF) ? 0.01 : grid.equals(QUARTER) ? 0.04 : 0;
            }
        }
        return new Evaluation(Metric.MEAN_IOU, mIoU, mIoU, Map.of(), List.of(), Double.NaN, 1, Double.NaN);
    };

    @Test
    void takes_what_saves_most_of_what_is_allowed() {
        GridTruncation expected = new GridTruncation(HALF, new Region.All(), Resampling.AREA);

        AutoTruncation auto = auto(3.5);

        assertThat(auto.chosen(NETWORK)).contains(expected);
        assertThat(auto.plan(NETWORK).steps()).isEqualTo(expected.plan(NETWORK).steps());
        assertThat(Cost.of(PlanRewriter.rewrite(NETWORK, auto.plan(NETWORK))).macs())
                .isLessThan(Cost.of(NETWORK).macs());
    }

    @Test
    void every_candidate_is_decided_with_its_drop_and_macs() {
        List<Decision> decisions = auto(3.5).plan(NETWORK).decisions();

        assertThat(decisions.subList(0, 4).stream().map(d -> d.where() + ": " + d.reason()))
                .satisfiesExactly(
                        d -> assertThat(d)
                                .startsWith("region decoder at 1/2: not taken: predicted drop 1.00 points, 0.001 to ")
                                .endsWith(", another candidate saves more"),
                        d -> assertThat(d)
                                .startsWith("region decoder at 1/4: not taken: predicted drop 8.00 points, ")
                                .endsWith(", more than the 3.5 points allowed"),
                        d -> assertThat(d).startsWith("region all at 1/2: taken: predicted drop 1.00 points, "),
                        d -> assertThat(d).startsWith("region all at 1/4: not taken: predicted drop 4.00 points, "));
        assertThat(decisions.get(2).changed()).isTrue();
    }

    @Test
    void keeps_everything_where_nothing_is_allowed() {
        CompressionPlan plan = auto(0).plan(NETWORK);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.decisions()).hasSize(4).noneMatch(Decision::changed);
    }

    @Test
    void a_region_that_catches_nothing_is_told_and_not_taken() {
        Network straight = Networks.random(32, 48)
                .conv("a", IMAGE, 4)
                .conv("b", "a", 4)
                .conv("c", "b", 4)
                .conv("y", "c", 4)
                .to("y");

        CompressionPlan plan = new AutoTruncation(
                        BOTH, List.of(HALF), Resampling.AREA, new TruncationDrop(50), EVALUATOR)
                .plan(straight);

        assertThat(plan.decisions().get(0).reason())
                .as("nobody set the region, so that there is no advice to set another")
                .startsWith("not taken: Truncation from 'decoder' catches nothing: network 'small' has no upsampling")
                .endsWith(" of a map larger than 1×1.");
        assertThat(plan.decisions().get(1).reason()).startsWith("taken: ");
    }

    private static AutoTruncation auto(double points) {
        return new AutoTruncation(BOTH, List.of(HALF, QUARTER), Resampling.AREA, new TruncationDrop(points), EVALUATOR);
    }
}

package dev.coppice.compress.cutoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.batch.Augmentation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.compress.retrain.Schedule;
import dev.coppice.compress.retrain.TrainingLength;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.resample.SoftCrop;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cut-offs of three convolutions that are really trained, on bands whose one frequency is known. */
class CutoffLearningTest {
    private static final Network NETWORK = Stripes.network();
    private static final int STEPS = 100;

    private static LearnedTruncation pass(double penalty) {
        return pass(penalty, STEPS);
    }

    private static LearnedTruncation pass(double penalty, int steps) {
        return new LearnedTruncation(new Region.All(), Resampling.AREA, penalty, new TrainingLength.Steps(steps));
    }

    private static Network trained(CutoffLearning learning, Stripes data) {
        RetrainOptions options = RetrainOptions.defaults()
                .withLength(learning.pass().length())
                .withBatch(4)
                .withValidateEvery(STEPS)
                .withSchedule(Schedule.cosine(3e-3))
                .withAugmentation(Augmentation.NONE);
        return new Retrainer(options, Progress.SILENT, new Cancellation(), learning.penalty())
                .retrain(learning.softened(), Optional.empty(), data, learning.frozen(Stripes.blind()))
                .network();
    }

    private static Cutoffs learned(double penalty, Stripes data) {
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(penalty));
        return learning.cutoffs(trained(learning, data));
    }

    private static Grid frozen(Cutoffs cutoffs) {
        return new LimitCosts(NETWORK, pass(1)).cheapest(cutoffs);
    }

    @Test
    void without_a_penalty_nothing_is_cut_off() {
        Cutoffs learned = learned(0, new Stripes(0, true));

        assertThat(learned).isEqualTo(new Cutoffs(1, 1));
        assertThat(frozen(learned)).isEqualTo(Grid.FULL);
    }

    @Test
    void a_high_penalty_leads_to_the_coarsest_limit_even_against_the_loss() {
        Cutoffs learned = learned(20, new Stripes(4, true));

        assertThat(frozen(learned)).isEqualTo(new Grid(1, 16));
    }

    /** Pictures of one brightness. Two halves would not do: a sharp edge has no end of frequencies, and the loss wants them. */
    @Test
    void labels_of_the_lowest_frequency_let_both_axes_shrink() {
        Cutoffs learned = learned(0.5, new Stripes(0, true));

        assertThat(learned.height()).isLessThan(0.5);
        assertThat(learned.width()).isLessThan(0.5);
    }

    @ParameterizedTest(name = "bands on top of each other: {0}")
    @CsvSource({"true", "false"})
    void fine_stripes_keep_the_axis_they_are_across_wide_and_let_the_other_shrink(boolean rows) {
        Cutoffs learned = learned(0.5, new Stripes(4, rows));

        double across = rows ? learned.height() : learned.width();
        double along = rows ? learned.width() : learned.height();
        assertThat(along).isLessThan(0.5);
        // 8 cycles in 32 samples: coefficient 16, the share 1/2; the mask's edge lies above the cut-off
        assertThat(across).isGreaterThan(along + 0.2);
    }

    @Test
    void the_same_seed_learns_the_same() {
        Stripes data = new Stripes(4, true);
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(0.5, 10));

        Network once = trained(learning, data);

        assertThat(once.graph().hash())
                .isEqualTo(trained(learning, data).graph().hash());
        assertThat(learning.cutoffs(once)).isNotEqualTo(learning.most());
    }

    @Test
    void soft_crops_stand_where_the_truncation_resamples_and_go_without_a_trace() {
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(1));

        assertThat(learning.softened().graph().nodes().stream().filter(SoftCrop::isSoftCrop))
                .extracting(n -> n.output())
                .containsExactlyInAnyOrder("input/cutoff", "logits");
        assertThat(learning.hardened(learning.softened()).graph().hash())
                .isEqualTo(NETWORK.graph().hash());
        assertThat(learning.cutoffs(learning.softened())).isEqualTo(new Cutoffs(1, 1));
        assertThat(Cost.of(learning.softened()).macs())
                .isEqualTo(Cost.of(NETWORK).macs());
    }

    @Test
    void the_plan_says_what_was_learned_and_replays_on_the_original() {
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(1));
        Network soft = learning.softened()
                .with(learning.softened().graph().withConstants(learning.stored(new Cutoffs(0.49, 0.3))));

        CompressionPlan plan = learning.plan(soft);

        assertThat(plan)
                .extracting(CompressionPlan::network)
                .isEqualTo(NETWORK.graph().hash());
        assertThat(PlanRewriter.rewrite(NETWORK, plan).graph().hash())
                .isEqualTo(learning.frozen(soft).graph().hash());
        double left =
                100.0 * Cost.of(learning.frozen(soft)).macs() / Cost.of(NETWORK).macs();
        assertThat(left).isLessThan(50);
        assertThat(plan.decisions().get(0))
                .isEqualTo(Decision.changed(
                        "learned",
                        "region all",
                        "cut-offs learned from 1.000x1.000 to 0.490x0.300 of the input's frequencies at penalty 1.0;"
                                + " frozen to 1/2x5/16, which leaves " + String.format(Locale.ROOT, "%.1f", left)
                                + " % of the MACs"));
        assertThat(plan.decisions())
                .contains(
                        Decision.changed("truncation", "c0", "reads 1/2x5/16 instead of 1/1, its kernel is resampled"));
    }

    @Test
    void the_price_is_the_planners_at_its_grids_and_rises_with_the_limits() {
        LearnedTruncation pass = pass(1);
        MacsSurface macs = MacsSurface.of(new LimitCosts(NETWORK, pass));
        Grid grid = new Grid(1, 2, 1, 4);
        Network cut = PlanRewriter.rewrite(NETWORK, pass.at(grid).plan(NETWORK));

        double expected = (double) Cost.of(cut).macs() / Cost.of(NETWORK).macs();

        assertThat(macs.share(new Cutoffs(0.5, 0.25))).isCloseTo(expected, within(1e-12));
        assertThat(macs.share(new Cutoffs(1, 1))).isEqualTo(1);
        for (double h = 0.07; h < 1; h += 0.03) {
            for (double w = 0.07; w < 1; w += 0.03) {
                Cutoffs slope = macs.slope(new Cutoffs(h, w));
                double rise = macs.share(new Cutoffs(h + 1e-7, w)) - macs.share(new Cutoffs(h, w));
                assertThat(slope.height()).isNotNegative().isCloseTo(rise / 1e-7, within(1e-5));
                assertThat(slope.width()).isNotNegative();
            }
        }
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"1,1", "0.5,0.5", "0.50001,0.49", "0.501,0.25", "0.01,0.99", "0.3,0.3"})
    void cutoffs_are_frozen_to_the_cheapest_grid_that_holds_them(double height, double width) {
        Cutoffs cutoffs = new Cutoffs(height, width);
        LimitCosts costs = new LimitCosts(NETWORK, pass(1));

        Grid grid = costs.cheapest(cutoffs);

        assertThat((double) grid.p() / grid.q()).isGreaterThanOrEqualTo(height - 1e-4);
        assertThat((double) grid.r() / grid.s()).isGreaterThanOrEqualTo(width - 1e-4);
        Grid least = new Grid(Cutoffs.rung(height), 16, Cutoffs.rung(width), 16).reduced();
        assertThat(costs.of(grid)).isLessThanOrEqualTo(Math.min(1, costs.of(least)));
    }

    @Test
    void a_region_that_no_limit_makes_cheaper_is_refused() {
        LearnedTruncation last =
                new LearnedTruncation(new Region.DownstreamOf("c1"), Resampling.DCT, 1, new TrainingLength.Steps(1));
        LearnedTruncation empty =
                new LearnedTruncation(new Region.Decoder(), Resampling.AREA, 1, new TrainingLength.Steps(1));

        assertThatThrownBy(() -> CutoffLearning.of(NETWORK, empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Truncation from 'decoder' catches nothing");
        assertThat(last.plan(NETWORK).steps()).isEmpty();
        assertThat(last.plan(NETWORK).decisions())
                .containsExactly(Decision.declined(
                        "learned", "region c1", "cut-offs are learned in training, and none was done"));
    }
}

package dev.coppice.eval.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.cutoff.Cutoffs;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Retrainer;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.Augmentation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cut-offs of three convolutions that are really trained, on bands with one known frequency. */
class CutoffTrainingTest {
    private static final Network NETWORK = Stripes.network();
    private static final int STEPS = 100;

    private static LearnedTruncation pass(double penalty) {
        return new LearnedTruncation(new Region.All(), Resampling.AREA, penalty);
    }

    private static Network trained(CutoffLearning learning, Stripes data, int steps) {
        RetrainOptions options = RetrainOptions.defaults().with(o -> o.length(new TrainingLength.Steps(steps))
                .batch(4)
                .validateEvery(STEPS)
                .schedule(Schedule.cosine(3e-3))
                .augmentation(Augmentation.NONE));
        return new Retrainer(options, Progress.SILENT, new Cancellation(), learning.penalty())
                .retrain(learning.softened(), Optional.empty(), data, learning.frozen(Stripes.blind()))
                .network();
    }

    /** The learned cut-offs, and the grid that they are frozen to. */
    private record Learned(Cutoffs cutoffs, Grid frozen) {}

    private static Learned learned(double penalty, Stripes data) {
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(penalty));
        Network trained = trained(learning, data, STEPS);
        return new Learned(learning.cutoffs(trained), learning.grid(trained));
    }

    @Test
    void without_a_penalty_nothing_is_cut_off() {
        Learned learned = learned(0, new Stripes(0, true));

        assertThat(learned.cutoffs()).isEqualTo(new Cutoffs(1, 1));
        assertThat(learned.frozen()).isEqualTo(Grid.FULL);
    }

    @Test
    void a_high_penalty_leads_to_the_coarsest_limit_even_against_the_loss() {
        Learned learned = learned(20, new Stripes(4, true));

        assertThat(learned.frozen()).isEqualTo(new Grid(1, 16));
    }

    /** Pictures of one brightness. Two halves would not do: a sharp edge has endless frequencies, and the loss needs them. */
    @Test
    void labels_of_the_lowest_frequency_let_both_axes_shrink() {
        Cutoffs learned = learned(0.5, new Stripes(0, true)).cutoffs();

        assertThat(learned.height()).isLessThan(0.5);
        assertThat(learned.width()).isLessThan(0.5);
    }

    @ParameterizedTest(name = "bands on top of each other: {0}")
    @CsvSource({"true", "false"})
    void fine_stripes_keep_the_axis_they_are_across_wide_and_let_the_other_shrink(boolean rows) {
        Cutoffs learned = learned(0.5, new Stripes(4, rows)).cutoffs();

        double across = rows ? learned.height() : learned.width();
        double along = rows ? learned.width() : learned.height();
        assertThat(along).isLessThan(0.5);
        // 8 cycles in 32 samples: coefficient 16, the share 1/2; the mask's edge lies above the cut-off
        assertThat(across).isGreaterThan(along + 0.2);
    }

    @Test
    void the_same_seed_learns_the_same() {
        Stripes data = new Stripes(4, true);
        CutoffLearning learning = CutoffLearning.of(NETWORK, pass(0.5));

        Network once = trained(learning, data, 10);

        assertThat(once.graph().hash())
                .isEqualTo(trained(learning, data, 10).graph().hash());
        assertThat(learning.cutoffs(once)).isNotEqualTo(learning.most());
    }
}

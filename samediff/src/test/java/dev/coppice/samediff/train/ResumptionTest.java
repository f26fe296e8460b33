package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.Optimizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test of resumed trainings. The tests that kill processes check for equal bits on one thread. */
class ResumptionTest {
    /**
     * The tolerance: kernels may split sums over threads differently in each run, and Adam makes a whole step from a tiny
     * gradient.
     */
    private static final double NOISE = 0.02;

    private static final TinyTask TASK = new TinyTask(8);

    /** A training with 2 steps per epoch, validated after steps 4, 8 and 10. */
    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .with(o -> o.length(new TrainingLength.Epochs(5))
                    .batch(4)
                    .validateEvery(2)
                    .schedule(Schedule.cosine(1e-3))
                    .augmentation(Augmentation.DEFAULT.withCrop(12, 12)));

    private final MemoryStore unbroken = MemoryStore.empty();

    /** Stops also before, at and after the end of a curriculum's coarse half. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 0.5})
    void goes_on_from_any_checkpoint_to_the_same_weights_and_curve(double coarse) {
        RetrainOptions options =
                OPTIONS.with(o -> o.curriculum(coarse == 0 ? Curriculum.NONE : new Curriculum(2, coarse)));
        RetrainResult whole = run(options, kept(unbroken, false));

        assertThat(unbroken.written()).hasSize(10 + 3);
        for (int at : new int[] {0, 3, 4, 8, 12}) { // during, before and after a validation, near and at the end
            MemoryStore left = MemoryStore.with(unbroken.written().get(at));
            RetrainResult resumed = run(options, kept(left, false));

            assertThat(resumed.steps()).isEqualTo(10);
            assertThat(resumed.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(resumed.curve()).extracting(CurvePoint::step).containsExactly(0, 4, 8, 10);
            assertThat(resumed.best().step()).isEqualTo(whole.best().step());
            assertSame(resumed.network(), whole.network());
        }
    }

    @ParameterizedTest
    @EnumSource(Distillation.class)
    void so_does_one_with_a_teacher(Distillation kind) {
        RetrainOptions options = OPTIONS.with(
                o -> o.objective(Objective.CROSS_ENTROPY.withKind(kind).withDistillation(0.5))
                        .optimizer(new Optimizer.Averaged(Optimizer.Adam.DEFAULT, 0.9)));
        RetrainResult whole = taught(options, kept(unbroken, false));
        MemoryStore left = MemoryStore.with(unbroken.written().get(3));

        RetrainResult resumed = taught(options, kept(left, false));

        assertThat(resumed.steps()).isEqualTo(10);
        assertSame(resumed.network(), whole.network());
    }

    private static RetrainResult taught(RetrainOptions options, Checkpoints checkpoints) {
        return new Retrainer(options, Progress.SILENT, new Cancellation(), WeightChange.NONE, checkpoints)
                .retrain(TinyTask.network(1), Optional.of(TinyTask.network(2)), TASK, new EngineEvaluator(TASK));
    }

    @Test
    void a_finished_training_is_not_done_again() {
        RetrainResult whole = run(OPTIONS, kept(unbroken, false));
        int written = unbroken.written().size();
        List<String> tasks = new ArrayList<>();

        RetrainResult again = run(OPTIONS, kept(unbroken, false), tasks);

        assertThat(again.network().graph().hash())
                .isEqualTo(whole.network().graph().hash());
        assertThat(again.curve()).isEqualTo(whole.curve());
        assertThat(tasks).contains("Going on from 'here', after 10 steps").doesNotContain("Training");
        assertThat(unbroken.written()).hasSize(written);
    }

    @Test
    void an_interruption_leaves_a_checkpoint_of_its_step() {
        Cancellation cancellation = new Cancellation();
        Progress pressing = new Recorder(new ArrayList<>()) {
            @Override
            public void update(String task, long done, long total, String detail) {
                if (task.equals("Training") && done == 3) {
                    cancellation.request();
                }
            }
        };
        new Retrainer(OPTIONS, pressing, cancellation, WeightChange.NONE, kept(unbroken, false))
                .retrain(TinyTask.network(1), Optional.empty(), TASK, new EngineEvaluator(TASK));

        Checkpoint last = CheckpointFormat.read("here", unbroken.read().orElseThrow());

        assertThat(last.state().taken()).isEqualTo(3);
        assertThat(last.ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void a_checkpoint_of_another_training_is_refused_with_what_differs() {
        run(OPTIONS, kept(unbroken, false));

        assertThatThrownBy(() -> run(OPTIONS.with(o -> o.seed(2)), kept(unbroken, false)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Checkpoint 'here' is of another training, begun with other settings: seed was 1, now 2."
                        + " Resume with what it was begun with, or use overwriting to start from the beginning.");
    }

    @Test
    void what_differs_is_told_in_the_settings_of_the_run_where_they_tell_it() {
        run(OPTIONS, of("Run[length=20]"));

        assertThatThrownBy(() -> run(OPTIONS.with(o -> o.validateEvery(7)), of("Run[length=40]")))
                .hasMessageContaining("begun with other settings: length was 20, now 40. Resume");
    }

    private Checkpoints of(String run) {
        return new Checkpoints(Optional.of(unbroken), Duration.ofDays(1), run, false);
    }

    @Test
    void or_replaced_where_that_is_asked_for() {
        run(OPTIONS, kept(unbroken, false));
        List<String> lines = new ArrayList<>();

        RetrainResult result = run(OPTIONS.with(o -> o.seed(2)), kept(unbroken, true), lines);

        assertThat(result.steps()).isEqualTo(10);
        assertThat(lines).anyMatch(line -> line.endsWith("Training starts from the beginning."));
        assertThat(CheckpointFormat.read("here", unbroken.read().orElseThrow())
                        .identity()
                        .get("options"))
                .endsWith("seed=2]");
    }

    /** Asserts that both results are much nearer to each other than to the start. */
    private static void assertSame(Network actual, Network expected) {
        Network start = TinyTask.network(1);
        double apart = 0;
        double gone = 0;
        for (Map.Entry<String, Tensor> weight : start.graph().constants().entrySet()) {
            if (weight.getValue().type() == ElementType.FLOAT && !isStatistic(weight.getKey())) {
                float[] whole = floats(expected, weight.getKey());
                apart += squaredDistance(floats(actual, weight.getKey()), whole);
                gone += squaredDistance(weight.getValue().toFloats(), whole);
            }
        }
        assertThat(gone).isPositive();
        assertThat(Math.sqrt(apart / gone)).isLessThan(NOISE);
    }

    private static boolean isStatistic(String constant) {
        return constant.endsWith(".mean") || constant.endsWith(".var");
    }

    private static float[] floats(Network network, String constant) {
        return network.graph().constant(constant).orElseThrow().toFloats();
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** A checkpoint after every step. */
    private static Checkpoints kept(MemoryStore store, boolean replacesOthers) {
        return new Checkpoints(Optional.of(store), Duration.ZERO, "test", replacesOthers);
    }

    private static RetrainResult run(RetrainOptions options, Checkpoints checkpoints) {
        return run(options, checkpoints, new ArrayList<>());
    }

    private static RetrainResult run(RetrainOptions options, Checkpoints checkpoints, List<String> lines) {
        return new Retrainer(options, new Recorder(lines), new Cancellation(), WeightChange.NONE, checkpoints)
                .retrain(TinyTask.network(1), Optional.empty(), TASK, new EngineEvaluator(TASK));
    }

    /** Listener that records messages and names of tasks. */
    private static class Recorder implements Progress {
        private final List<String> lines;

        Recorder(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void update(String task, long done, long total, String detail) {
            lines.add(task);
        }

        @Override
        public void message(String line) {
            lines.add(line);
        }
    }
}

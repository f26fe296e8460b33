package dev.coppice.samediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.TinyTask;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.loss.Distillation;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.Optimizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetrainerTest {
    /** The same sums in the same order, but kernels may split them over threads differently from run to run. */
    private static final double REPEATABLE = 1e-3;

    private static final TinyTask TASK = new TinyTask(8);
    private static final RetrainOptions OPTIONS = RetrainOptions.fromScratch()
            .with(o -> o.length(new TrainingLength.Epochs(30))
                    .batch(4)
                    .validateEvery(10)
                    .schedule(Schedule.cosine(1e-2))
                    .augmentation(Augmentation.NONE));
    private static final Optional<Network> NOBODY = Optional.empty();

    @Test
    void the_memory_of_a_training_is_known_before_it() {
        long small = memory(OPTIONS);

        assertThat(memory(OPTIONS.with(o -> o.length(new TrainingLength.Epochs(0)))))
                .isZero();
        assertThat(small).isGreaterThan(4L * 3 * TinyTask.SIZE * TinyTask.SIZE * Float.BYTES);
        assertThat(memory(OPTIONS.with(o -> o.batch(8)))).isGreaterThan(small).isLessThan(2 * small + (1L << 20));
    }

    private static long memory(RetrainOptions options) {
        return new Retrainer(options).memory(TinyTask.network(1), NOBODY, TASK);
    }

    @Test
    void learns_from_scratch_and_keeps_the_best_validation() {
        RetrainResult result =
                new Retrainer(OPTIONS).retrain(TinyTask.network(1), NOBODY, TASK, new EngineEvaluator(TASK));

        assertThat(result.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(result.steps()).isEqualTo(60);
        assertThat(result.curve()).extracting(CurvePoint::epoch).containsExactly(0, 10, 20, 30);
        assertThat(result.best().evaluation().accuracy()).isGreaterThan(0.9);
        assertThat(new EngineEvaluator(TASK).evaluate(result.network()).accuracy())
                .isEqualTo(result.best().evaluation().accuracy());
    }

    @Test
    void the_same_seed_trains_the_same_and_another_differently() {
        RetrainOptions once =
                OPTIONS.with(o -> o.length(new TrainingLength.Steps(6)).augmentation(Augmentation.DEFAULT));

        double first = lastLoss(once);

        assertThat(lastLoss(once)).isCloseTo(first, within(REPEATABLE * first));
        assertThat(lastLoss(once.with(o -> o.seed(2)))).isNotCloseTo(first, within(REPEATABLE * first));
    }

    @Test
    void keeps_what_it_began_with_if_training_only_harms() {
        Network start = TinyTask.network(1);

        RetrainResult result = new Retrainer(
                        OPTIONS.with(o -> o.length(new TrainingLength.Epochs(2)).validateEvery(1)))
                .retrain(start, NOBODY, TASK, scripted(0.5, 0.4, 0.3));

        assertThat(result.best().epoch()).isZero();
        assertThat(result.network().graph().constant("logits.weight"))
                .isEqualTo(start.graph().constant("logits.weight"));
        assertThat(result.curve()).hasSize(3);
    }

    @Test
    void normalisations_come_out_frozen_with_the_statistics_of_the_data() {
        RetrainResult result = new Retrainer(OPTIONS.with(o -> o.length(new TrainingLength.Steps(2))))
                .retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6));

        Node norm = result.network().graph().node("enc1.norm1");
        assertThat(norm.attributes().has("training_mode")).isFalse();
        assertThat(norm.outputs()).hasSize(1);
        assertThat(result.network()
                        .graph()
                        .constant(norm.input(4))
                        .orElseThrow()
                        .toFloats())
                .doesNotContain(1);
    }

    @Test
    void kept_normalisations_are_folded_before_training() {
        RetrainResult result = new Retrainer(
                        OPTIONS.with(o -> o.length(new TrainingLength.Steps(2)).batchNorm(BatchNormMode.KEPT)))
                .retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6));

        assertThat(result.network().graph().nodes()).noneMatch(n -> n.is("BatchNormalization"));
    }

    @Test
    void keeps_the_middle_of_the_run_if_it_was_best() {
        RetrainResult result = new Retrainer(
                        OPTIONS.with(o -> o.length(new TrainingLength.Epochs(2)).validateEvery(1)))
                .retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6, 0.3));

        assertThat(result.best().epoch()).isEqualTo(1);
    }

    @Test
    void no_epochs_mean_no_training() {
        Network start = TinyTask.network(1);

        RetrainResult result = new Retrainer(OPTIONS.with(o -> o.length(new TrainingLength.Epochs(0))))
                .retrain(start, NOBODY, TASK, scripted(0.5));

        assertThat(result.network()).isSameAs(start);
        assertThat(result.steps()).isZero();
    }

    @Test
    void a_teacher_alone_can_teach() {
        Network teacher = new Retrainer(OPTIONS)
                .retrain(TinyTask.network(1), NOBODY, TASK, new EngineEvaluator(TASK))
                .network();

        RetrainResult result = new Retrainer(
                        OPTIONS.with(o -> o.objective(Objective.CROSS_ENTROPY.withDistillation(1))))
                .retrain(TinyTask.network(1), Optional.of(teacher), TASK, new EngineEvaluator(TASK));

        assertThat(result.best().evaluation().accuracy()).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void learns_with_every_loss(Loss loss) {
        RetrainOptions options = OPTIONS.with(o -> o.objective(Objective.CROSS_ENTROPY.withLoss(loss)));

        RetrainResult result =
                new Retrainer(options).retrain(TinyTask.network(1), NOBODY, TASK, new EngineEvaluator(TASK));

        assertThat(result.best().evaluation().accuracy()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @EnumSource(Distillation.class)
    void a_teacher_at_a_temperature_teaches_beside_labels(Distillation kind) {
        Network teacher = new Retrainer(OPTIONS)
                .retrain(TinyTask.network(1), NOBODY, TASK, new EngineEvaluator(TASK))
                .network();
        Objective half = Objective.CROSS_ENTROPY.withKind(kind).withDistillation(0.5);

        RetrainResult result = new Retrainer(
                        OPTIONS.with(o -> o.objective(kind == Distillation.FEATURES ? half : half.withTemperature(3))))
                .retrain(TinyTask.network(1), Optional.of(teacher), TASK, new EngineEvaluator(TASK));

        assertThat(result.best().evaluation().accuracy()).isGreaterThan(0.8);
    }

    @Test
    void the_average_is_what_is_validated_and_kept() {
        RetrainOptions one = OPTIONS.with(o -> o.length(new TrainingLength.Steps(1)));
        float[] start = logitWeights(TinyTask.network(1));

        float[] last = logitWeights(new Retrainer(one)
                .retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6))
                .network());
        float[] average = logitWeights(
                new Retrainer(one.with(o -> o.optimizer(new Optimizer.Averaged(Optimizer.Adam.DEFAULT, 0.99))))
                        .retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6))
                        .network());

        assertThat(last).isNotEqualTo(start);
        for (int i = 0; i < last.length; i++) {
            // after one step it keeps a tenth of the start
            assertThat(average[i]).isCloseTo(0.1f * start[i] + 0.9f * last[i], within(1e-5f));
        }
    }

    private static float[] logitWeights(Network network) {
        return network.graph().constant("logits.weight").orElseThrow().toFloats();
    }

    @Test
    void stops_after_the_running_step_when_asked() {
        Cancellation cancellation = new Cancellation();
        Progress pressing = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                if (task.equals("Training") && done == 3) {
                    cancellation.request();
                }
            }

            @Override
            public void message(String line) {}
        };

        RetrainResult result = new Retrainer(OPTIONS, pressing, cancellation)
                .retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6, 0.7));

        assertThat(result.interrupted()).isTrue();
        assertThat(result.steps()).isEqualTo(3);
        assertThat(result.detail()).isEqualTo("after 3 of 60 steps");
        assertThat(result.best().epoch()).isZero();
    }

    @Test
    void stops_at_once_when_asked_before_the_first_step() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        Retrainer retrainer = new Retrainer(OPTIONS, Progress.SILENT, cancellation);

        assertThatThrownBy(() -> retrainer.retrain(TinyTask.network(1), NOBODY, TASK, scripted()))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void stops_when_training_diverges_and_says_at_which_step() {
        RetrainOptions wild = OPTIONS.with(
                o -> o.schedule(new Schedule(Schedule.Decay.CONSTANT, 1e30, 0)).optimizer(new Optimizer.Sgd(0.9, 0)));

        RetrainResult result =
                new Retrainer(wild).retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6, 0.7, 0.8));

        assertThat(result.ending()).isEqualTo(Ending.DIVERGED);
        assertThat(result.detail())
                .contains("Training diverged: the loss of step")
                .contains("the first values that are not finite are in ");
        assertThat(result.best().epoch()).isZero();
    }

    @Test
    void ends_at_its_time_limit_and_validates_what_it_has() {
        RetrainOptions hurried =
                OPTIONS.with(o -> o.length(new TrainingLength.Steps(1_000_000)).timeLimit(Duration.ofSeconds(2)));
        List<Long> totals = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                if (task.equals("Training")) {
                    totals.add(total);
                }
            }

            @Override
            public void message(String line) {}
        };

        RetrainResult result = new Retrainer(hurried, progress, new Cancellation())
                .retrain(TinyTask.network(1), NOBODY, TASK, new EngineEvaluator(TASK));

        assertThat(result.ending()).isEqualTo(Ending.OUT_OF_TIME);
        assertThat(result.curve()).hasSizeGreaterThan(1);
        assertThat(result.curve().get(result.curve().size() - 1).step()).isEqualTo(result.steps());
        // progress counts up to where the time ends, not to a million
        assertThat(totals.get(totals.size() - 1)).isBetween((long) result.steps(), result.steps() * 11L / 10);
    }

    @Test
    void a_loss_that_runs_away_ends_training_though_it_is_finite() {
        RetrainOptions longer = OPTIONS.with(o -> o.length(new TrainingLength.Steps(400))
                .validateEvery(1000)
                .schedule(Schedule.cosine(1e-12))); // layers before the logits cannot compensate for them

        RetrainResult result = new Retrainer(longer, Progress.SILENT, new Cancellation(), new Blown())
                .retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.5, 0.6));

        assertThat(result.ending()).isEqualTo(Ending.DIVERGED);
        assertThat(result.steps()).isEqualTo(51);
        assertThat(result.detail())
                .startsWith("Training diverged: up to step 50 the loss was above ")
                .contains(" for 50 steps and is ")
                .endsWith("; the largest weights are in 'logits.weight'. Lower the learning rate.");
    }

    /** A change that makes the network predict ground everywhere with high certainty after every step. */
    private record Blown() implements WeightChange {
        @Override
        public boolean comesAfter(Moment moment) {
            return true;
        }

        @Override
        public Map<String, Tensor> of(Network network, Moment moment) {
            Tensor weights = network.graph().constant("logits.weight").orElseThrow();
            float[] values = weights.toFloats();
            for (int i = 0; i < values.length; i++) {
                values[i] = i < values.length / 2 ? 1e4f : -1e4f;
            }
            return Map.of("logits.weight", Tensor.floats(weights.shape(), values));
        }
    }

    @Test
    void refuses_a_network_that_lacks_a_class_of_the_data() {
        Network network = TinyTask.network(1);
        NetworkCard card = network.card();
        Network other = new Network(
                network.graph(),
                new NetworkCard(card.name(), card.input(), card.output(), List.of("ground", "circle")));

        assertThatThrownBy(() -> new Retrainer(OPTIONS).retrain(other, NOBODY, TASK, scripted()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lacks classes of data set 'squares': [square]");
    }

    @Test
    void refuses_distillation_without_a_fitting_teacher() {
        Retrainer retrainer =
                new Retrainer(OPTIONS.with(o -> o.objective(Objective.CROSS_ENTROPY.withDistillation(0.5))));

        assertThatThrownBy(() -> retrainer.retrain(TinyTask.network(1), NOBODY, TASK, scripted()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no teacher");
    }

    @Test
    void refuses_a_teacher_that_takes_or_tells_something_else() {
        Network task = TinyTask.network(1);
        NetworkCard card = task.card();
        InputSpec in = card.input();
        List<Double> nines = in.mean().stream().map(mean -> 9.0).toList();
        InputSpec brighter = new InputSpec(in.name(), in.sizes(), in.order(), nines, in.std());
        Network other = new Network(
                task.graph(), new NetworkCard("other", brighter, card.output(), List.of("ground", "circle")));
        RetrainOptions options = OPTIONS.with(o -> o.objective(Objective.CROSS_ENTROPY.withDistillation(0.5)));

        assertThatThrownBy(() -> TrainingCheck.heard(options, task, Optional.of(other), TASK))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Teacher 'other' and student '" + card.name()
                        + "' differ: input, in order, mean and std [RGB, " + nines + ", ")
                .hasMessageContaining("; classes [ground, circle], expected " + card.classes() + ". ");
        assertThat(TrainingCheck.heard(options, task, Optional.of(task), TASK)).containsSame(task);
        assertThat(TrainingCheck.heard(OPTIONS, task, Optional.of(other), TASK)).isEmpty();
    }

    private static double lastLoss(RetrainOptions options) {
        RetrainResult result =
                new Retrainer(options).retrain(TinyTask.network(1), NOBODY, TASK, scripted(0.1, 0.2, 0.3));
        return result.curve().get(result.curve().size() - 1).loss();
    }

    /** An evaluator that returns these figures in order. */
    private static Evaluator scripted(double... figures) {
        List<Double> left = new ArrayList<>();
        for (double figure : figures) {
            left.add(figure);
        }
        Iterator<Double> next = left.iterator();
        return network ->
                new Evaluation(Metric.MEAN_IOU, next.next(), 0, Map.of(), List.of(), Double.NaN, 1, Double.NaN);
    }
}

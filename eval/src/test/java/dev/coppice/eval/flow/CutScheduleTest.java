package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.eval.budget.TinyPlanner;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.Stage;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules of cuts, on a small U-Net of the zoo with batch normalisations. */
class CutScheduleTest {
    private static final Network NETWORK = TinyStreets.unet(8, 16);

    @TempDir
    private Path out;

    private CompressionRequest request(PruningTarget target, CutSchedule schedule) {
        return CompressionRequest.of(NETWORK, TinyStreets.usual(), out)
                .with(new ChannelPruning(target, PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY))
                .withSchedule(schedule)
                .withRetraining(RetrainOptions.defaults().with(o -> o.batch(2)))
                .withEpochs(2);
    }

    private static CutSchedule iterations(int count) {
        return CutSchedule.ONE_SHOT.withIterations(count);
    }

    private static Map<String, Shape> shapes(Network network) {
        return network.graph().constants().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().shape()));
    }

    @Test
    void two_iterations_cut_half_each_and_the_whole_plan_replays_on_the_original() {
        CompressionResult result = CompressionFlow.compress(request(new PruningRatio(0.75), iterations(2)));

        assertThat(result.plan().steps()).hasSize(2).allMatch(PlanStep.CutChannels.class::isInstance);
        assertThat(shapes(PlanRewriter.rewrite(NETWORK, result.plan()))).isEqualTo(shapes(result.network()));
        assertThat(result.plan().decisions())
                .contains(Decision.changed("channels", "enc1.conv1", "4 → 2 channels of 8 in the original"))
                .doesNotHaveDuplicates();
        assertThat(result.report().training().orElseThrow().steps()).isEqualTo(4);
        assertThat(result.report().training().orElseThrow().curve())
                .extracting(p -> p.epoch())
                .containsExactly(0, 1, 1, 2);
    }

    @Test
    void a_share_of_the_original_is_met_at_the_last_iteration() {
        CostShare share = new CostShare(CostKind.MACS, 0.4);

        CompressionResult result =
                CompressionFlow.compress(request(share, iterations(3)).withEpochs(3));

        double reached = (double) result.report().retrained().cost().macs()
                / result.report().original().cost().macs();
        assertThat(reached).isCloseTo(0.4, within(CostShare.TOLERANCE));
        assertThat(result.plan().steps()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soft", "slimming", "group-lasso"})
    void training_before_the_cut_takes_its_epochs_and_the_cut_obeys_the_rest_of_the_flow(String kind) {
        CutSchedule schedule = CutSchedule.ONE_SHOT.withBefore(Sparsity.named(kind, 1), new TrainingLength.Epochs(2));

        CompressionResult result = CompressionFlow.compress(request(new PruningRatio(0.5), schedule));

        assertThat(result.report().training().orElseThrow().steps()).isEqualTo(8);
        assertThat(shapes(PlanRewriter.rewrite(NETWORK, result.plan()))).isEqualTo(shapes(result.network()));
        assertThat(result.report().rewritten().cost())
                .isEqualTo(result.report().retrained().cost());
    }

    private Network sparse(Sparsity kind) {
        CutSchedule schedule = CutSchedule.ONE_SHOT.withBefore(kind, new TrainingLength.Epochs(2));
        CompressionRequest request = request(new PruningRatio(0.25), schedule);
        Path folder = out.resolve(kind.id() + kind.hashCode());
        return CompressionFlow.compress(request.withEpochs(0).withOut(folder)).network();
    }

    private static double sum(Network network, String name, int input) {
        float[] values = network.graph()
                .constant(network.graph().node(name).input(input))
                .orElseThrow()
                .toFloats();
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    @Test
    void training_before_the_cut_really_works_on_the_weights() {
        Network hardly = sparse(new Sparsity.Slimming(1e-9));

        assertThat(sum(sparse(new Sparsity.Slimming(200)), "enc1.norm1", 1))
                .isLessThan(0.9 * sum(hardly, "enc1.norm1", 1));
        assertThat(sum(sparse(new Sparsity.GroupLasso(200)), "enc1.conv1", 1))
                .isLessThan(0.9 * sum(hardly, "enc1.conv1", 1));
        assertThat(sum(sparse(new Sparsity.Soft()), "enc1.conv1", 1)).isNotEqualTo(sum(hardly, "enc1.conv1", 1));
    }

    @Test
    void training_before_the_cut_alone_does_not_claim_that_best_weights_were_chosen() {
        CutSchedule schedule = CutSchedule.ONE_SHOT.withBefore(new Sparsity.Soft(), new TrainingLength.Epochs(1));

        CompressionResult result = CompressionFlow.compress(
                request(new PruningRatio(0.5), schedule).withEpochs(0));

        assertThat(result.report().notes())
                .contains("The network was trained before the cut and not after it;"
                        + " the last weights of that training were kept.")
                .noneMatch(note -> note.startsWith("The best weights"));
        assertThat(result.report().training().orElseThrow().chosen()).isEmpty();
    }

    /** A watcher that asks to stop at the first message, task or stage with this beginning. */
    private record Stopper(Cancellation cancellation, String at) implements Progress {
        @Override
        public void update(String task, long done, long total, String detail) {
            message(task);
        }

        @Override
        public void message(String line) {
            if (line.startsWith(at)) {
                cancellation.request();
            }
        }

        @Override
        public void stage(Stage stage) {
            message(stage.name());
        }
    }

    /** A counter of training steps. */
    private record StepCount(AtomicInteger steps) implements Progress {
        @Override
        public void update(String task, long done, long total, String detail) {
            if (task.equals("Training")) {
                steps.incrementAndGet();
            }
        }

        @Override
        public void message(String line) {}
    }

    private void interrupt(String at, CompressionRequest request, String message) {
        Cancellation cancellation = new Cancellation();
        CompressionFlow flow = new CompressionFlow(new Stopper(cancellation, at), cancellation);
        assertThatThrownBy(() -> flow.run(request))
                .isInstanceOf(CancelledException.class)
                .hasMessage(message);
    }

    @Test
    void an_interruption_before_a_later_training_keeps_what_the_earlier_made() {
        Path file = out.resolve("interrupted.onnx");

        interrupt(
                "cut 2 of 2",
                request(new PruningRatio(0.75), iterations(2)),
                "Interrupted before the first step of 'Training after cut 2 of 2'."
                        + " The network after earlier training and cuts is in '" + file + "'.");

        assertThat(file).exists();
    }

    @Test
    void a_run_that_ended_in_its_second_training_goes_on_there() {
        CompressionRequest request = request(new PruningRatio(0.75), iterations(2));
        Checkpointing resuming = new Checkpointing(Checkpointing.USUAL, Checkpointing.Found.RESUMED);
        Cancellation cancellation = new Cancellation();
        CompressionFlow ended = new CompressionFlow(new Stopper(cancellation, "cut 2 of 2"), cancellation, resuming);
        assertThatThrownBy(() -> ended.run(request))
                .isInstanceOf(CancelledException.class)
                .hasMessageEndingWith("'. Training goes on from there with resuming.");
        assertThat(out.resolve("training-1.checkpoint")).exists();
        StepCount count = new StepCount(new AtomicInteger());

        CompressionResult result = new CompressionFlow(count, new Cancellation(), resuming).run(request);

        assertThat(count.steps()).hasPositiveValue();
        assertThat(result.report().training().orElseThrow().steps())
                .isEqualTo(2 * count.steps().get());
        assertThat(out.toFile().list())
                .noneMatch(name -> name.endsWith(".checkpoint") || name.startsWith("interrupted"));
    }

    @Test
    void a_checkpoint_that_is_left_is_refused_before_any_work() throws IOException {
        Path left = Files.createFile(Files.createDirectories(out).resolve("training-1.checkpoint"));
        CompressionFlow flow = new CompressionFlow(
                Progress.SILENT,
                new Cancellation(),
                new Checkpointing(Checkpointing.USUAL, Checkpointing.Found.REFUSED));

        assertThatThrownBy(() -> flow.run(request(new PruningRatio(0.5), CutSchedule.ONE_SHOT)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "'" + left + "' is the checkpoint of a training that was not finished. Use resuming to go on"
                                + " from it, or overwriting to start from the beginning.");
    }

    @Test
    void an_interruption_after_training_keeps_the_model() {
        Path file = out.resolve("model.onnx");

        interrupt(
                "writing the model",
                request(new PruningRatio(0.5), CutSchedule.ONE_SHOT),
                "Interrupted after training, while results were measured. '" + file
                        + "' is complete; there is no report.");

        assertThat(file).exists();
    }

    @Test
    void slimming_without_batch_normalisations_is_refused_before_the_original_is_measured() {
        CutSchedule schedule = CutSchedule.ONE_SHOT.withBefore(new Sparsity.Slimming(1), new TrainingLength.Epochs(1));
        CompressionRequest request = CompressionRequest.of(TinyStreets.network("road", "sky"), TinyStreets.usual(), out)
                .with(new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY))
                .withSchedule(schedule);
        Cancellation cancellation = new Cancellation();
        cancellation.request(); // any measuring would end as cancelled

        assertThatThrownBy(() -> new CompressionFlow(Progress.SILENT, cancellation).run(request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no batch normalisation whose scales slimming could shrink");
    }

    @Test
    void a_cut_without_training_measures_statistics_anew_and_says_so() {
        CompressionResult result = CompressionFlow.compress(
                request(new PruningRatio(0.5), CutSchedule.ONE_SHOT).withEpochs(0));

        assertThat(result.report().notes())
                .contains(
                        "The statistics of batch normalisations were measured anew after the cut, on split 'train'. Figures"
                                + " before retraining use them.");
        Network cut = PlanRewriter.rewrite(NETWORK, result.plan());
        assertThat(variance(result.network())).isNotEqualTo(variance(cut));
        assertThat(shapes(result.network())).isEqualTo(shapes(cut));
    }

    @Test
    void kept_statistics_stay_the_original_s() {
        CompressionRequest request = request(new PruningRatio(0.5), CutSchedule.ONE_SHOT);

        CompressionResult result = CompressionFlow.compress(
                request.withRetraining(RetrainOptions.defaults().with(o -> o.batchNorm(BatchNormMode.KEPT)))
                        .withEpochs(0));

        assertThat(result.report().notes())
                .contains("The statistics of batch normalisations are the original's, as asked for (kept).");
        assertThat(variance(result.network())).isEqualTo(variance(PlanRewriter.rewrite(NETWORK, result.plan())));
    }

    private static Tensor variance(Network network) {
        return network.graph()
                .constant(network.graph().node("enc1.norm1").input(4))
                .orElseThrow();
    }

    @Test
    void what_cannot_be_followed_is_refused_before_the_work() {
        PruningRatio half = new PruningRatio(0.5);
        CompressionRequest request = request(half, iterations(3));

        assertRefused(
                request.withPasses(List.of()),
                "No channels are to be cut, so there is nothing to cut in 3 iterations or to train for before."
                        + " Say how many channels to cut.");
        assertRefused(
                request.withPasses(List.of(
                        TinyPlanner.onWeights().cut(request.network(), Optional.empty(), Budget.parse("macs=50%")))),
                "A planner cuts all at once, neither in several iterations nor after a training of its own. Give a"
                        + " pruning ratio, or leave the schedule out.");
        assertRefused(
                request.withRetraining(RetrainOptions.defaults().with(o -> o.batchNorm(BatchNormMode.REESTIMATED))),
                "Training before the last cut folds batch normalisations away in mode 'reestimated', and the plan would"
                        + " not replay on the original. Use mode 'batch'.");
        assertRefused(
                request,
                "Retraining for 2 epochs or steps cannot be divided among 3 iterations."
                        + " Give at least one each, or none at all.");
        assertThatThrownBy(() -> iterations(0))
                .hasMessage("The number of iterations is 0, expected at least 1 (1 cuts all at once).");
        assertThatThrownBy(() -> CutSchedule.ONE_SHOT.withBefore(new Sparsity.Soft(), new TrainingLength.Epochs(0)))
                .hasMessage("Training before the cut is 'soft' for 0 epochs or steps; give it at least 1.");
    }

    private static void assertRefused(CompressionRequest request, String message) {
        assertThatThrownBy(() -> CompressionFlow.compress(request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }
}

package dev.coppice.eval.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The stages of each schedule, in words. */
class PruneTrainLoopTest {
    private static final ChannelPruning HALF =
            new ChannelPruning(new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY);
    private static final GridTruncation GRID = new GridTruncation(new Grid(1, 2), new Region.All(), Resampling.AREA);
    private static final CompressionRequest REQUEST = CompressionRequest.of(
                    TinyStreets.network("road", "sky"), TinyStreets.usual(), Path.of("out"))
            .with(GRID)
            .with(HALF)
            .withRetraining(RetrainOptions.defaults().with(o -> o.timeLimit(Duration.ofHours(6))))
            .withEpochs(3);
    private static final CutSchedule SOFT =
            CutSchedule.ONE_SHOT.withBefore(new Sparsity.Soft(), new TrainingLength.Epochs(2));

    private static List<FlowStage> stages(CompressionRequest request) {
        return PruneTrainLoop.stages(request, new Originals(KeptFigures.NONE));
    }

    /** Each stage in words: cuts by their number of passes, trainings by their checkpoint, others by their kind. */
    private static List<String> words(List<FlowStage> stages) {
        return stages.stream().map(PruneTrainLoopTest::word).toList();
    }

    private static String word(FlowStage stage) {
        String name = stage.getClass().getSimpleName();
        if (stage instanceof CutNetwork cut) {
            return "Cut " + cut.passes().size() + (cut.remaining() > 1 ? " of " + cut.remaining() : "");
        }
        if (stage instanceof CheckLaterCuts check) {
            return "CheckLaterCuts " + words(check.stages());
        }
        return name + stage.checkpoint().map(file -> " " + file).orElse("");
    }

    private static void expect(CompressionRequest request, String... middle) {
        assertThat(words(stages(request))).containsExactly(Stream.of(middle).toArray(String[]::new));
    }

    @Test
    void at_once_everything_is_cut_before_the_original_is_measured() {
        expect(
                REQUEST,
                "Cut 1",
                "Cut 1",
                "SomethingIsCut",
                "Trainable",
                "PlanBudget",
                "WarnOfRuin",
                "MeasureOriginal",
                "Train training-1",
                "ExportModel",
                "Recalibrate",
                "MeasureAccuracy",
                "MeasureLatency",
                "WriteReport");
    }

    @Test
    void without_training_the_written_network_is_the_recalibrated_one() {
        expect(
                REQUEST.withEpochs(0).withOriginalRetrained(),
                "Cut 1",
                "Cut 1",
                "SomethingIsCut",
                "PlanBudget",
                "WarnOfRuin",
                "MeasureOriginal",
                "Train training-1",
                "Recalibrate",
                "ExportModel",
                "MeasureAccuracy",
                "RetrainOriginal original",
                "MeasureLatency",
                "WriteReport");
    }

    @Test
    void in_iterations_only_channels_are_cut_again() {
        assertThat(words(stages(REQUEST.withSchedule(CutSchedule.ONE_SHOT.withIterations(3))))
                        .subList(0, 12))
                .containsExactly(
                        "Cut 1 of 3",
                        "Cut 1 of 3",
                        "SomethingIsCut",
                        "Trainable",
                        "PlanBudget",
                        "WarnOfRuin",
                        "MeasureOriginal",
                        "Train training-1",
                        "Cut 1 of 2",
                        "Train training-2",
                        "Cut 1",
                        "Train training-3");
    }

    @Test
    void training_before_the_cut_comes_after_truncation_and_channels_are_foreseen() {
        assertThat(words(stages(REQUEST.withSchedule(SOFT))).subList(0, 10))
                .containsExactly(
                        "Cut 1",
                        "CheckLaterCuts [Cut 1, SomethingIsCut]",
                        "Sparsifiable",
                        "Trainable",
                        "PlanBudget",
                        "WarnOfRuin",
                        "MeasureOriginal",
                        "Train training-1",
                        "Cut 1",
                        "Train training-2");
    }

    @Test
    void cut_offs_are_learned_before_anything_is_cut() {
        LearnedTruncation learned = new LearnedTruncation(new Region.All(), Resampling.AREA, 1);
        CompressionRequest request =
                REQUEST.withPasses(List.of(learned, GRID, HALF)).withLearning(new TrainingLength.Steps(2));

        assertThat(words(stages(request)).subList(0, 11))
                .containsExactly(
                        "CheckLaterCuts [Cut 1, Sparsifiable, Cut 1]",
                        "PrepareCutoffs",
                        "Trainable",
                        "PlanBudget",
                        "WarnOfRuin",
                        "MeasureOriginal",
                        "LearnCutoffs training-1",
                        "Cut 1",
                        "Cut 1",
                        "SomethingIsCut",
                        "Train training-2");
        assertThat(words(stages(request.withSchedule(SOFT))).subList(6, 11))
                .containsExactly("LearnCutoffs training-1", "Cut 1", "Train training-2", "Cut 1", "Train training-3");
    }

    @Test
    void the_time_limit_is_shared_by_the_trainings_that_take_a_step() {
        CutSchedule schedule = SOFT.withIterations(2);

        List<TrainingTask> trainings = stages(REQUEST.withSchedule(schedule)).stream()
                .flatMap(stage -> stage instanceof Train train ? Stream.of(train.training()) : Stream.empty())
                .toList();

        assertThat(trainings).extracting(task -> task.options().time().limit()).containsOnly(Duration.ofHours(2));
        assertThat(trainings)
                .extracting(TrainingTask::name)
                .containsExactly("Training before the cut", "Training after cut 1 of 2", "Training after cut 2 of 2");
        assertThat(trainings)
                .extracting(task -> task.options().time().length().steps(1))
                .containsExactly(2, 1, 2);
        assertThat(trainings).extracting(task -> task.options().seed()).containsExactly(1L, 1L, 2L);
    }
}

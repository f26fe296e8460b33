package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.PassInputs;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.PlannedNetwork;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What points have in common is measured once, and found by processes that plan the same points. */
class PointPassesTest {
    private static final PassChoice HOW =
            PassChoice.USUAL.withChannels(PassChoice.USUAL.channels().withMultiple(1));

    private static final List<SweepPoint> POINTS = Stream.of(
                    SweepAxes.ratios(0.25, 0.5).withGrids("1/1").withCriteria("taylor"),
                    SweepAxes.budgets("macs=1of2", "macs=2of2").withCriteria("l1"))
            .flatMap(axes -> axes.orElse("l1", 1).points(HOW.grids()).stream())
            .toList();

    @TempDir
    private Path folder;

    private final List<String> tasks = new ArrayList<>();

    @Test
    void scores_and_losses_are_measured_once_for_all_processes() throws IOException {
        FlowCompression first = compression();
        first.prepare(POINTS);
        List<CompressionPlan> plans = plans(first);
        assertThat(tasks.stream().filter(task -> task.equals("Scoring channels")))
                .as("four pictures, once for two ratios")
                .hasSize(4);
        Map<String, FileTime> kept = kept();
        assertThat(kept.keySet()).anyMatch(name -> name.startsWith("scores-"));
        tasks.clear();

        assertThat(plans(compression())).isEqualTo(plans);
        assertThat(tasks).doesNotContain("Scoring channels");
        assertThat(kept()).as("nothing was measured again").isEqualTo(kept);
    }

    @Test
    void the_original_is_retrained_once_for_all_processes() {
        List<SweepPoint> seeds =
                SweepAxes.ratios(0.25, 0.5).withSeeds(1L, 2L).orElse("l1", 1).points(HOW.grids());
        compression(2).prepare(seeds);
        assertThat(tasks.stream().filter(task -> task.equals("Training")))
                .as("two steps, once for each seed")
                .hasSize(4);
        tasks.clear();

        compression(2).prepare(seeds);

        assertThat(tasks).doesNotContain("Training");
        assertThat(folder.toFile().list()).as("no checkpoint stays").containsExactly("kept");
    }

    private static List<CompressionPlan> plans(FlowCompression compression) {
        return POINTS.stream()
                .map(point -> PlannedNetwork.of(
                                compression.base().network(),
                                compression.passes().apply(point))
                        .plan())
                .toList();
    }

    private Map<String, FileTime> kept() throws IOException {
        Map<String, FileTime> kept = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
            for (Path file : files.toList()) {
                kept.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
            }
        }
        return kept;
    }

    private FlowCompression compression() {
        return compression(0);
    }

    /** As a process makes it. */
    private FlowCompression compression(int steps) {
        KeptFigures kept = new KeptFigures(Optional.of(folder.resolve("kept")));
        CompressionRequest untrained = CompressionRequest.of(
                        TinyStreets.network("road", "sky"), TinyStreets.usual(), folder)
                .withEpochs(0);
        CompressionRequest base = steps == 0
                ? untrained
                : untrained
                        .withRetraining(RetrainOptions.defaults().with(o -> o.length(new TrainingLength.Steps(steps))
                                .batch(2)))
                        .withOriginalRetrained();
        Progress progress = new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                tasks.add(task);
            }

            @Override
            public void message(String line) {}
        };
        SearchWatch watch = new SearchWatch(progress, new Cancellation());
        return new FlowCompression(
                new CompressionFlow(progress, new Cancellation(), Checkpointing.NONE, kept),
                base,
                new PointPasses(base, HOW, watch, kept),
                point -> PassInputs.predictor(base, watch, kept));
    }
}

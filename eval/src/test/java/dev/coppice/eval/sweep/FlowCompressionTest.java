package dev.coppice.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowCompressionTest {
    private static final List<SweepPoint> HALF = SweepPoint.product(
            List.of(Optional.of(new PruningRatio(0.5))), List.of(Optional.empty()), List.of("l1"), List.of(1L));

    private static final String FIRST_VERSION = """
            CompressionRequest[network=5e70ec10f555133b/768270ed56cfd146, \
            data=tiny-streets/val 4 pictures #66c9db9d, \
            passes=[ChannelPruning[target=PruningRatio[value=0.5], scope=LAYER, \
            importance=Importance[criterion=L1Norm[], normalization=MEAN, reduction=MEAN], \
            widths=WidthMultiples[multiple=1], limits=LayerLimits[floor=PruningRatio[value=0.0], \
            ceiling=PruningRatio[value=0.9], ignored=[], pinned=[]]]], \
            retraining=RetrainOptions[length=Epochs[count=0], timeLimit=PT8760H, batch=4, \
            optimizer=Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0], \
            schedule=Schedule[decay=COSINE, peak=0.001, warmUp=0.05], \
            augmentation=Augmentation[cropHeight=0, cropWidth=0, minScale=0.75, maxScale=1.5, \
            mirror=true], curriculum=Curriculum[side=1, share=0.0], classWeights=Uniform[], \
            objective=Objective[loss=LOVASZ, smoothing=0.0, distillation=0.0, kind=PIXELS, \
            temperature=1.0], batchNorm=BATCH, statistics=32, blockTarget=Optional.empty, validateEvery=4, \
            seed=1], schedule=CutSchedule[iterations=1, before=None[], beforeLength=Epochs[count=0]], \
            retrainOriginal=false, seed=1]\
            """;

    @Test
    void a_sweep_runs_the_whole_flow_at_every_point(@TempDir Path folder) {
        CompressionRequest base = CompressionRequest.of(TinyStreets.network("road", "sky"), TinyStreets.usual(), folder)
                .withEpochs(0);
        CompressionFlow flow = new CompressionFlow(Progress.SILENT, new Cancellation());
        FlowCompression compression = new FlowCompression(
                flow, base, FlowCompressionTest::passes, point -> new OnnxEvaluator(TinyStreets.usual(), "val"));
        Sweep sweep = new Sweep(folder, compression, Progress.SILENT, new Cancellation());

        List<SweepRow> rows = sweep.run(SweepPoint.product(
                List.of(Optional.empty(), Optional.of(new PruningRatio(0.5))),
                List.of(Optional.empty()),
                List.of("l1"),
                List.of(1L)));

        assertThat(rows).extracting(r -> r.figure("macsShare")).containsExactly(1.0, 0.5);
        assertThat(rows).extracting(r -> r.figure("mIoU")).allMatch(mIoU -> mIoU > 0.9);
        assertThat(folder.resolve("prune-0.5-l1-truncate-none-seed-1/model.onnx"))
                .exists();
        assertThat(folder.resolve("prune-0.5-l1-truncate-none-seed-1/report.json"))
                .exists();
        assertThat(sweep.run(SweepPoint.product(
                        List.of(Optional.empty()), List.of(Optional.empty()), List.of("l1"), List.of(1L))))
                .isEqualTo(rows.subList(0, 1));
    }

    @Test
    void a_point_that_was_stopped_while_it_trained_goes_on_there(@TempDir Path folder) {
        Cancellation cancellation = new Cancellation();
        List<String> lines = new ArrayList<>();

        assertThatThrownBy(() -> trainingSweep(folder, stoppingAt(3, cancellation), cancellation)
                        .run(HALF))
                .isInstanceOf(CancelledException.class);
        List<SweepRow> rows = trainingSweep(folder, stoppingAt(-1, lines::add, new Cancellation()), new Cancellation())
                .run(HALF);

        assertThat(lines).anyMatch(line -> line.endsWith("after 3 steps") && line.startsWith("Going on from"));
        assertThat(rows).extracting(r -> r.figure("macsShare")).containsExactly(0.5);
        assertThat(folder.resolve(HALF.get(0).name()).toFile().list()).noneMatch(name -> name.endsWith("checkpoint"));
    }

    /** Writes a line as the first version did. */
    private static void write(Path folder, String settings) throws IOException {
        String header = Stream.of(
                        SweepRow.POINT,
                        List.of("status", "reason"),
                        SweepRow.FIGURES,
                        List.of(SweepRow.TIMED_ON, "options"))
                .flatMap(List::stream)
                .collect(Collectors.joining(","));
        String figures = SweepRow.FIGURES.stream().map(column -> "0.5").collect(Collectors.joining(","));
        String line = HALF.get(0).name() + ",0.5,none,none,l1,none,1,done,," + figures + ",,\"" + settings + "\"";
        Files.writeString(folder.resolve(Sweep.RESULTS), header + "\n" + line + "\n");
    }

    private static Sweep untrained(Path folder, List<String> lines) {
        CompressionRequest base = CompressionRequest.of(TinyStreets.network("road", "sky"), TinyStreets.usual(), folder)
                .withEpochs(0);
        Progress told = stoppingAt(-1, lines::add, new Cancellation());
        FlowCompression compression = new FlowCompression(
                new CompressionFlow(told, new Cancellation()),
                base,
                FlowCompressionTest::passes,
                point -> new OnnxEvaluator(TinyStreets.usual(), "val"));
        return new Sweep(folder, compression, told, new Cancellation());
    }

    @Test
    void a_line_of_the_first_version_is_known(@TempDir Path folder) throws IOException {
        write(folder, FIRST_VERSION);
        List<String> lines = new ArrayList<>();

        List<SweepRow> rows = untrained(folder, lines).run(HALF);

        assertThat(lines).containsExactly(HALF.get(0).name() + " is already there, skipped");
        assertThat(rows).extracting(row -> row.figure("mIoU")).containsExactly(0.5);
    }

    @Test
    void a_line_with_words_that_nobody_knows_any_more_is_refused(@TempDir Path folder) throws IOException {
        write(folder, FIRST_VERSION.replace("criterion=L1Norm[]", "criterion=AbsoluteSum[]"));

        assertThatThrownBy(() -> untrained(folder, new ArrayList<>()).run(HALF))
                .isInstanceOf(OtherSettingsException.class)
                .hasMessageContaining("was compressed with other settings: criterion was AbsoluteSum, now L1Norm.");
    }

    private static Sweep trainingSweep(Path folder, Progress progress, Cancellation cancellation) {
        CompressionRequest base = CompressionRequest.of(TinyStreets.network("road", "sky"), TinyStreets.usual(), folder)
                .withRetraining(RetrainOptions.defaults()
                        .with(o -> o.length(new TrainingLength.Steps(6)).batch(2)));
        CompressionFlow flow = new CompressionFlow(
                progress, cancellation, new Checkpointing(Duration.ofDays(1), Checkpointing.Found.RESUMED_OR_REPLACED));
        FlowCompression compression = new FlowCompression(
                flow, base, FlowCompressionTest::passes, point -> new OnnxEvaluator(TinyStreets.usual(), "val"));
        return new Sweep(folder, compression, progress, cancellation);
    }

    private static Progress stoppingAt(int step, Cancellation cancellation) {
        return stoppingAt(step, line -> {}, cancellation);
    }

    private static Progress stoppingAt(int step, Consumer<String> lines, Cancellation cancellation) {
        return new Progress() {
            @Override
            public void update(String task, long done, long total, String detail) {
                if (task.equals("Training") && done == step) {
                    cancellation.request();
                }
            }

            @Override
            public void message(String line) {
                lines.accept(line);
            }
        };
    }

    private static List<CompressionPass> passes(SweepPoint point) {
        return point.prune()
                .map(ratio -> List.<CompressionPass>of(
                        new ChannelPruning(ratio, PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)))
                .orElse(List.of());
    }
}

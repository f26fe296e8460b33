package dev.coppice.eval.sweep;

import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.Latency;
import dev.coppice.eval.latency.LatencyReport;
import dev.coppice.eval.source.ModelFormats;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Timing of the points on the front, in turns with the original and with nothing of ours beside them, where points were worked on
 * side by side or on several machines.
 *
 * @param original the original, as it is timed
 * @param folderOf the folder of a point by its name
 */
record FrontTiming(Latency.Subject original, Function<String, Path> folderOf) {
    /** Times the front, if a row on it has no latency yet; gives the rows with their latencies. */
    List<SweepRow> missing(List<SweepRow> rows, Progress progress, Cancellation cancellation) {
        List<SweepRow> chosen = chosen(rows);
        return chosen.stream().allMatch(SweepRow::isTimed) ? List.of() : timed(chosen, progress, cancellation);
    }

    /** Times the front; gives the rows on it with their latencies. */
    List<SweepRow> all(List<SweepRow> rows, Progress progress, Cancellation cancellation) {
        return timed(chosen(rows), progress, cancellation);
    }

    private List<SweepRow> timed(List<SweepRow> chosen, Progress progress, Cancellation cancellation) {
        if (chosen.isEmpty()) {
            progress.message("No point is timed: there is no model.onnx of one on the front");
            return List.of();
        }
        progress.course("Timing " + chosen.size() + (chosen.size() == 1 ? " point" : " points") + " of the front");
        List<Latency.Subject> subjects = new ArrayList<>(List.of(original));
        chosen.forEach(row -> subjects.add(subject(row)));
        LatencyReport latency = Latency.measure(subjects, cancellation);
        DeployedLatency before = latency.of(original.name());
        return chosen.stream()
                .map(row -> row.timed(before, latency.of(row.asked("name")), latency.conditions()))
                .toList();
    }

    /** Rows on the front whose models are there; all rows where budgets were of milliseconds, as these decide the front. */
    private List<SweepRow> chosen(List<SweepRow> rows) {
        SweepFront front = SweepFront.of(rows);
        Stream<SweepRow> asked = front.cost() == FrontCost.MILLISECONDS
                ? rows.stream().filter(SweepRow::isDone)
                : front.points().stream();
        return asked.filter(row -> Files.exists(model(row))).toList();
    }

    private Path model(SweepRow row) {
        return folderOf.apply(row.asked("name")).resolve(CompressionFlow.MODEL);
    }

    private Latency.Subject subject(SweepRow row) {
        Network network = ModelFormats.read(model(row)).network();
        return new Latency.Subject(row.asked("name"), OnnxSource.file(model(row), network), network);
    }
}

package dev.coppice.eval.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.eval.tracking.TrackedRun;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The points of a sweep as runs for a tracker: settings, figures, the training's curve by epoch, and the model with its report.
 *
 * @param out folder of the sweep
 * @param metric measure of the accuracy
 */
record SweepRuns(Path out, Metric metric) {
    private static final JsonMapper JSON = new JsonMapper();
    /** MLflow takes no longer text. */
    private static final int LONGEST = 500;

    private static final String EPOCH = "epoch";

    private static final String RETRAINING = "retraining";

    TrackedRun run(SweepRow row) {
        Path folder = out.resolve(row.asked("name"));
        Map<String, String> params = new LinkedHashMap<>();
        SweepRow.POINT.forEach(column -> params.put(column, row.asked(column)));
        settings(row.fingerprint()).forEach((name, value) -> params.putIfAbsent(name, cut(value)));
        if (!row.isDone()) {
            params.put("reason", cut(row.reason()));
        }
        List<TrackedRun.Figure> metrics = new ArrayList<>();
        for (String column : SweepRow.FIGURES) {
            if (Double.isFinite(row.figure(column))) {
                metrics.add(new TrackedRun.Figure(metric.column(column), row.figure(column), 0));
            }
        }
        metrics.addAll(curve(folder.resolve(ReportFiles.JSON)));
        // a point that failed and is done later is another run
        String word = row.isDone() ? row.asked("name") : row.asked("name") + " failed: " + row.reason();
        return new TrackedRun(
                row.fingerprint().hash() + Fingerprint.word(word).hash(),
                row.asked("name"),
                params,
                metrics,
                artifacts(folder),
                !row.isDone());
    }

    /** Everything else that decides the result: network, data, and how was cut and trained, the latter setting by setting. */
    private static Map<String, String> settings(Fingerprint all) {
        Map<String, String> settings = new LinkedHashMap<>();
        all.settings().forEach((name, value) -> {
            Map<String, String> inner =
                    name.equals(RETRAINING) ? Fingerprint.word(value).settings() : Map.of();
            inner.forEach((each, text) -> settings.put(name + "." + each, text));
            if (inner.isEmpty()) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    private static List<Path> artifacts(Path folder) {
        return Stream.of(
                        CompressionFlow.MODEL,
                        CardFile.beside(Path.of(CompressionFlow.MODEL)).toString(),
                        CompressionFlow.PLAN,
                        ReportFiles.MARKDOWN,
                        ReportFiles.JSON)
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    /** The figures of each epoch; none if there is no report. */
    private static List<TrackedRun.Figure> curve(Path report) {
        List<TrackedRun.Figure> figures = new ArrayList<>();
        try {
            JsonNode curve =
                    Files.exists(report) ? JSON.readTree(report.toFile()).at("/training/curve") : JSON.missingNode();
            for (JsonNode epoch : curve) {
                epoch.properties().stream()
                        .filter(entry -> !entry.getKey().equals(EPOCH)
                                && entry.getValue().isNumber())
                        .forEach(entry -> figures.add(new TrackedRun.Figure(
                                "epoch." + entry.getKey(),
                                entry.getValue().asDouble(),
                                epoch.path(EPOCH).asInt())));
            }
        } catch (IOException e) {
            return List.of(); // the report is for people; its figures are in the row too
        }
        return figures;
    }
}

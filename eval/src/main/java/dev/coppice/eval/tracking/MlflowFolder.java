package dev.coppice.eval.tracking;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * MLflow's file store, as {@code mlflow ui --backend-store-uri DIR} shows it: a folder an experiment, in it a folder a run, in that
 * a file each parameter, metric and tag.
 *
 * @param folder folder of the experiment
 * @param experiment its number
 */
record MlflowFolder(Path folder, String experiment, Clock clock) implements RunTracker {
    /** Two letters at least: one is a drive. */
    private static final String SCHEME = "[A-Za-z][A-Za-z0-9+.-]+:.*";

    private static final String META = "meta.yaml";
    private static final int LOCAL = 4;
    private static final int FINISHED = 3;
    private static final int FAILED = 4;
    private static final int DIGITS = 15;

    static MlflowFolder open(String where, String experiment) {
        if (where.matches(SCHEME)) {
            throw new InvalidInputException("MLflow's store '" + where
                    + "' is of a kind that is not written, expected a folder, or a server such as http://host:5000.");
        }
        try {
            String id = number(experiment);
            Path folder = Files.createDirectories(Path.of(where)).toRealPath().resolve(id);
            Clock clock = Clock.systemUTC();
            if (!Files.exists(folder.resolve(META))) {
                Files.createDirectories(folder);
                Map<String, Object> meta = new LinkedHashMap<>();
                meta.put("artifact_location", folder.toUri().toString());
                meta.put("creation_time", clock.millis());
                meta.put("experiment_id", id);
                meta.put("last_update_time", clock.millis());
                meta.put("lifecycle_stage", "active");
                meta.put("name", experiment);
                WholeFile.write(folder.resolve(META), yaml(meta));
            }
            return new MlflowFolder(folder, id, clock);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("MLflow's folder '" + where + "' is no path: " + e.getReason() + ".", e);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "MLflow's folder '" + where + "' cannot be written: " + FileTrouble.of(e) + ".", e);
        }
    }

    /** The number of an experiment, the same for the same name. */
    private static String number(String name) {
        long hash = Long.parseLong(Fingerprint.word(name).hash().substring(0, DIGITS), 16);
        return String.valueOf(hash);
    }

    @Override
    public boolean log(TrackedRun run) {
        Path place = folder.resolve(run.id());
        if (Files.exists(place.resolve(META))) {
            return false;
        }
        try {
            for (String part : new String[] {"params", "metrics", "tags", "artifacts"}) {
                Files.createDirectories(place.resolve(part));
            }
            for (Map.Entry<String, String> param : run.params().entrySet()) {
                WholeFile.write(place.resolve("params").resolve(param.getKey()), param.getValue());
            }
            WholeFile.write(place.resolve("tags").resolve("mlflow.runName"), run.name());
            Map<String, String> lines = run.metrics().stream()
                    .collect(Collectors.groupingBy(
                            TrackedRun.Figure::name,
                            LinkedHashMap::new,
                            Collectors.mapping(this::line, Collectors.joining())));
            lines.forEach(
                    (name, text) -> WholeFile.write(place.resolve("metrics").resolve(name), text));
            for (Path artifact : run.artifacts()) {
                WholeFile.write(
                        place.resolve("artifacts").resolve(String.valueOf(artifact.getFileName())),
                        Files.readAllBytes(artifact));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot log '" + run.name() + "' in '" + place + "': " + FileTrouble.of(e), e);
        }
        // last: a run without it is logged again
        WholeFile.write(place.resolve(META), yaml(meta(run, place)));
        return true;
    }

    private String line(TrackedRun.Figure figure) {
        return clock.millis() + " " + figure.value() + " " + figure.step() + "\n";
    }

    private Map<String, Object> meta(TrackedRun run, Path place) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("artifact_uri", place.resolve("artifacts").toUri().toString());
        meta.put("end_time", clock.millis());
        meta.put("entry_point_name", "");
        meta.put("experiment_id", experiment);
        meta.put("lifecycle_stage", "active");
        meta.put("run_id", run.id());
        meta.put("run_name", run.name());
        meta.put("run_uuid", run.id());
        meta.put("source_name", "coppice");
        meta.put("source_type", LOCAL);
        meta.put("source_version", "");
        meta.put("start_time", clock.millis());
        meta.put("status", run.failed() ? FAILED : FINISHED);
        meta.put("tags", List.of());
        meta.put("user_id", System.getProperty("user.name"));
        return meta;
    }

    /** A flat YAML map; texts are quoted as in JSON, which YAML reads. */
    private static String yaml(Map<String, Object> meta) {
        return meta.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + value(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String value(Object value) {
        if (value instanceof Collection<?>) {
            return "[]";
        }
        return value instanceof Number
                ? value.toString()
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(String.valueOf(value))) + '"';
    }
}

package dev.coppice.eval.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Evaluations in files, so that processes and machines that work on one sweep measure what they have in common once. Each has a
 * file of its own, named by the hash of everything that decides it.
 *
 * @param folder folder of the files, which need not exist; empty to keep nothing
 */
public record KeptEvaluations(Optional<Path> folder) {
    /** Keeps nothing. */
    public static final KeptEvaluations NONE = new KeptEvaluations(Optional.empty());

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OF = "of";

    /** The evaluation that was kept, or else a new one, which is kept then. */
    public Evaluation get(Fingerprint what, Supplier<Evaluation> measurement) {
        Optional<Path> file = folder.map(in -> in.resolve("evaluation-" + what.hash() + ".json"));
        return file.flatMap(kept -> read(kept, what)).orElseGet(() -> {
            Evaluation measured = measurement.get();
            file.ifPresent(kept -> write(kept, what, measured));
            return measured;
        });
    }

    /** Forgets everything. */
    public void discard() {
        folder.ifPresent(KeptEvaluations::empty);
    }

    private static void empty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty '" + folder + "': " + FileTrouble.of(e), e);
        }
    }

    /** What a file holds; empty if there is none, or it is torn or of something else: then it is made anew. */
    private static Optional<Evaluation> read(Path file, Fingerprint what) {
        try {
            JsonNode root = Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
            return root.path(OF).asText().equals(what.text()) ? Optional.of(evaluation(root)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Evaluation evaluation(JsonNode root) {
        Map<String, Double> perClass = new LinkedHashMap<>();
        root.path("perClass").properties().forEach(entry -> perClass.put(entry.getKey(), number(entry.getValue())));
        List<String> absent = new ArrayList<>();
        root.path("absent").forEach(name -> absent.add(name.asText()));
        return new Evaluation(
                Metric.valueOf(root.path("metric").asText()),
                number(root.path("accuracy")),
                number(root.path("secondary")),
                perClass,
                absent,
                number(root.path("dice")),
                root.path("images").asInt(),
                number(root.path("crossEntropy")));
    }

    /** A number as it was written: its text, as JSON has no NaN. */
    private static double number(JsonNode node) {
        return Double.parseDouble(node.asText());
    }

    private static void write(Path file, Fingerprint what, Evaluation measured) {
        ObjectNode root = JSON.createObjectNode()
                .put(OF, what.text())
                .put("metric", measured.metric().name())
                .put("accuracy", String.valueOf(measured.accuracy()))
                .put("secondary", String.valueOf(measured.secondary()))
                .put("dice", String.valueOf(measured.dice()))
                .put("images", measured.images())
                .put("crossEntropy", String.valueOf(measured.crossEntropy()));
        measured.perClass()
                .forEach((name, value) -> root.withObject("/perClass").put(name, String.valueOf(value)));
        measured.absent().forEach(root.withArray("/absent")::add);
        try {
            Files.createDirectories(file.resolveSibling(".").normalize());
            WholeFile.write(file, JSON.writeValueAsString(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts has a JSON form", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + file + "': " + FileTrouble.of(e), e);
        }
    }
}

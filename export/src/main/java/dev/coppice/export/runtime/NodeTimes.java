package dev.coppice.export.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.graph.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times of single nodes on one thread, by the profiler of ONNX Runtime. The runtime joins nodes and lays maps out anew, so
 * these are nodes of the graph that it runs: a convolution with the activation that it took in bears the name of the activation's
 * output.
 */
public final class NodeTimes {
    private static final String KERNEL = "_kernel_time";
    private static final String BLOCKED = "_nchwc";
    private static final double MICROSECOND = 1e-3;

    /** Runs that are counted, at most; the first run is not. */
    private static final int MOST_RUNS = 15;

    private static final int LEAST_RUNS = 3;

    /** Nanoseconds after which no further run is begun. */
    private static final long ENOUGH = 1_500_000_000L;

    private NodeTimes() {}

    /**
     * The time of a node.
     *
     * @param name name of the node, or of the tensor that it computes
     * @param op its operator
     * @param milliseconds the median of its runs
     */
    public record Timed(String name, String op, double milliseconds) {}

    /**
     * Runs a model a few times and returns the times of its nodes in the order of running.
     *
     * @param input a picture
     * @param output an output of the model
     * @throws UncheckedIOException if the temporary folder cannot be written
     */
    public static List<Timed> measure(OnnxSource source, Tensor input, String output) {
        try {
            Path folder = Files.createTempDirectory("coppice-profile");
            try (OnnxSession session = OnnxSession.profiled(source, folder.resolve("nodes"))) {
                run(session.repeated(input, output));
                return read(session.endProfiling());
            } finally {
                discard(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot profile '" + source.name() + "': " + FileTrouble.of(e), e);
        }
    }

    private static void run(Runnable run) {
        run.run();
        long start = System.nanoTime();
        for (int i = 0; i < MOST_RUNS && (i < LEAST_RUNS || System.nanoTime() - start < ENOUGH); i++) {
            run.run();
        }
    }

    private static void discard(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static List<Timed> read(Path profile) throws IOException {
        JsonNode events = new JsonMapper().readTree(profile.toFile());
        Map<String, List<Double>> times = new LinkedHashMap<>();
        Map<String, String> operators = new LinkedHashMap<>();
        for (JsonNode event : events) {
            String name = event.path("name").asText();
            if (name.endsWith(KERNEL)) {
                String node = name.substring(0, name.length() - KERNEL.length());
                times.computeIfAbsent(node, n -> new ArrayList<>())
                        .add(MICROSECOND * event.path("dur").asDouble());
                operators.put(node, event.at("/args/op_name").asText());
            }
        }
        return times.entrySet().stream()
                .map(entry -> new Timed(
                        plain(entry.getKey()), operators.getOrDefault(entry.getKey(), ""), median(entry.getValue())))
                .toList();
    }

    /** The name without the mark of the runtime's own layout. */
    private static String plain(String name) {
        return name.endsWith(BLOCKED) ? name.substring(0, name.length() - BLOCKED.length()) : name;
    }

    /** The median without the first run, which warms up. */
    private static double median(List<Double> runs) {
        double[] sorted = runs.stream()
                .skip(runs.size() > 1 ? 1 : 0)
                .mapToDouble(ms -> ms)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}

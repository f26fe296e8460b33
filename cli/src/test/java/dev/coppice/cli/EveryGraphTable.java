package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes {@code target/every-graph.md}, the table of docs/results; run when asked for, as its name is no test's. Rows that the
 * file has from an earlier run stay.
 */
class EveryGraphTable {
    private static final int LONGEST_REASON = 260;

    /** The share of channels below which the table says why no more could go, at half. */
    private static final double DEEP = 0.45;

    /** The share of MACs above which the table says what was not truncated, at a quarter. */
    private static final double SHALLOW = 0.5;

    private static final List<String> HEAD = List.of(
            "| graph | `inspect` | `prune` | written = source | law | cut | MACs left | bytes left"
                    + " | truncated, MACs left | CPU s | reasons |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");

    @TempDir
    private Path folder;

    @Test
    void writes_the_table() throws IOException {
        Path table = Files.createDirectories(Path.of("target")).resolve("every-graph.md");
        List<String> lines = new ArrayList<>(Files.exists(table) ? Files.readAllLines(table) : HEAD);
        List<String> failed = new ArrayList<>();
        for (Path graph : EveryGraphTest.graphs("cases", "zoo/small", "zoo", "corpus")) {
            String name = EveryGraphTest.SHARED.relativize(graph).toString().replace(".onnx", "");
            if (lines.stream().noneMatch(line -> line.startsWith("| " + name + " |"))) {
                Path own = Files.createDirectories(folder.resolve("run"));
                lines.add(row(name, graph, own, failed));
                Files.write(table, lines);
                delete(own);
            }
        }
        assertThat(failed)
                .as("commands that ended with exit code 1, or wrote what is wrong")
                .isEmpty();
    }

    private static String row(String name, Path graph, Path own, List<String> failed) throws IOException {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begun = process.getProcessCpuTime();
        EveryGraph run = EveryGraph.cut(graph, own);
        double seconds = (process.getProcessCpuTime() - begun) / 1e9;
        TruncatedGraph truncated = run.truncated(own);
        if (run.failed()) {
            failed.add(name + ": " + run.reason());
        }
        if (!truncated.trouble().isEmpty()) {
            failed.add(name + ", truncated: " + truncated.trouble());
        }
        boolean cut = run.half().exitCode() == ExitCode.DONE;
        List<String> cells = new ArrayList<>(List.of(
                name,
                String.valueOf(run.inspect().exitCode()),
                String.valueOf(run.half().exitCode())));
        long source = Files.size(own.resolve(EveryGraph.SOURCE));
        cells.addAll(cut ? cut(run.half().json(), source) : List.of("", "", "", "", ""));
        cells.add(truncated.macs() < 1 ? share(truncated.macs()) : "");
        cells.add(String.format(Locale.ROOT, "%.1f", seconds));
        cells.add(reasons(run, truncated));
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Why a command refused, why fewer channels went than asked for, and why little was truncated. */
    private static String reasons(EveryGraph run, TruncatedGraph truncated) {
        List<String> reasons = new ArrayList<>();
        if (!run.reason().isEmpty()) {
            reasons.add(shortened(run.reason()));
        } else if (run.half().json().path("cut").asDouble() < DEEP) {
            StreamSupport.stream(run.half().json().path("obstacles").spliterator(), false)
                    .forEach(obstacle -> reasons.add(shortened(obstacle.asText())));
        }
        if (truncated.macs() > SHALLOW) {
            String reason = truncated.reason();
            reasons.add("truncation: " + (reason.isEmpty() ? "all else is within 1/4 already" : shortened(reason)));
        }
        return String.join("; ", reasons);
    }

    private static List<String> cut(JsonNode half, long source) {
        double before = half.at("/original/macs").asDouble();
        double after = half.at("/pruned/macs").asDouble();
        return List.of(
                relative(half.at("/parity/uncut/maxRel").asDouble(Double.NaN)),
                relative(half.at("/parity/file/maxRel").asDouble(Double.NaN)),
                String.format(Locale.ROOT, "%.3f", half.path("cut").asDouble()),
                before == 0 ? "" : share(after / before),
                share((double) half.path("bytes").asLong() / source));
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String relative(double difference) {
        return difference == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference);
    }

    private static String shortened(String reason) {
        String line = reason.replaceAll("'\\S*/source.onnx'", "it")
                .replace("|", "\\|")
                .replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + " …";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

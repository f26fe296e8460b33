package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes {@code target/every-graph.md}, the table of docs/results; run when asked for, as its name is no test's. */
class EveryGraphTable {
    private static final int LONGEST_REASON = 220;

    @TempDir
    private Path folder;

    @Test
    void writes_the_table() throws IOException {
        List<String> rows = new ArrayList<>();
        int failed = 0;
        for (Path graph : EveryGraphTest.graphs("corpus", "zoo", "zoo/small", "cases")) {
            Path own = Files.createDirectories(folder.resolve("run"));
            long begun = System.nanoTime();
            EveryGraph run = EveryGraph.of(graph, own);
            double seconds = (System.nanoTime() - begun) / 1e9;
            failed += run.failed() ? 1 : 0;
            long source = Files.size(own.resolve("source.onnx"));
            rows.add(row(EveryGraphTest.SHARED.relativize(graph).toString(), run, source, seconds));
            delete(own);
        }
        Files.write(
                Path.of("target/every-graph.md"),
                Stream.concat(
                                Stream.of(
                                        "| graph | `inspect` | `--prune 0` | written = source, relative | `--prune 0.5` | law, relative | channels cut | MACs left | bytes left | seconds | reason |",
                                        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"),
                                rows.stream())
                        .toList());
        assertThat(failed).as("commands that ended with exit code 1").isZero();
    }

    private static String row(String name, EveryGraph run, long source, double seconds) {
        List<String> cells = new ArrayList<>();
        cells.add(name.replace(".onnx", ""));
        cells.add(String.valueOf(run.inspect().exitCode()));
        cells.add(String.valueOf(run.whole().exitCode()));
        cells.add(relative(run.difference()));
        cells.add(String.valueOf(run.half().exitCode()));
        boolean cut = run.half().exitCode() == ExitCode.DONE;
        cells.addAll(cut ? cut(run.half().json(), source) : List.of("", "", "", ""));
        cells.add(String.format(Locale.ROOT, "%.1f", seconds));
        cells.add(shortened(run.reason().replaceAll("'\\S*/source.onnx'", "it").replace("|", "\\|")));
        return "| " + String.join(" | ", cells) + " |";
    }

    private static List<String> cut(JsonNode half, long source) {
        double before = half.at("/original/macs").asDouble();
        double after = half.at("/pruned/macs").asDouble();
        return List.of(
                relative(OptionalDouble.of(half.at("/parity/file/maxRel").asDouble(Double.NaN))),
                String.format(Locale.ROOT, "%.3f", half.path("cut").asDouble()),
                before == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * after / before),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * half.path("bytes").asLong() / source));
    }

    private static String relative(OptionalDouble difference) {
        return difference.isEmpty()
                ? ""
                : difference.getAsDouble() == 0 ? "0" : String.format(Locale.ROOT, "%.1e", difference.getAsDouble());
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + " …";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

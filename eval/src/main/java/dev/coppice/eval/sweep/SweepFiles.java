package dev.coppice.eval.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.export.WholeFile;
import dev.coppice.models.measure.Metric;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What is made of a sweep's table: its page, its picture and its JSON. Each file appears whole or not at all. */
final class SweepFiles {
    private SweepFiles() {}

    /**
     * Writes both if any point was compressed.
     *
     * @param folder the folder of a point by the point's name
     */
    static void write(Path out, Metric metric, List<SweepRow> rows, Function<String, Path> folder) {
        if (rows.stream().anyMatch(SweepRow::isDone)) {
            SweepHtml.page(metric, rows, name -> address(out, folder.apply(name).resolve(ReportFiles.PAGE)))
                    .write(out.resolve(SweepFlow.PAGE));
            SweepFront.all(rows).stream()
                    .findFirst()
                    .ifPresent(front -> ParetoPlot.write(out.resolve(SweepFlow.PLOT), metric, front));
        }
    }

    /** Writes the results for programs. */
    static void json(Path out, ObjectNode results) {
        WholeFile.write(out.resolve(SweepFlow.JSON), results.toPrettyString() + "\n");
    }

    /** The address of a file for a page in a folder; empty if there is no such file. */
    private static String address(Path from, Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        URI relative = from.toUri().relativize(file.toUri());
        return relative.isAbsolute() ? relative.toString() : "./" + relative;
    }
}

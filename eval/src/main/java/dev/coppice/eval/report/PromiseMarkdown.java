package dev.coppice.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The section of a report about its promise. */
final class PromiseMarkdown {
    private PromiseMarkdown() {}

    /** The whole section; no lines if nothing was promised. */
    static List<String> lines(Report report) {
        return report.promise().map(promise -> section(report, promise)).orElse(List.of());
    }

    private static List<String> section(Report report, Promise promise) {
        List<String> lines = new ArrayList<>(List.of("", "## Promised", ""));
        lines.add(promise.sentence() + " Measured on split '" + report.data().split() + "'."
                + report.training()
                        .flatMap(Report.Training::chosen)
                        .map(chosen -> " " + chosen.sentence())
                        .orElse("")
                + " Milliseconds are those of " + promise.machine() + ", drops are points of "
                + report.original().evaluation().metric().words() + ".");
        lines.add("");
        List<List<String>> rows = promise.rows();
        lines.add(line(rows.get(0)));
        lines.add("|" + "---|".repeat(rows.get(0).size()));
        rows.stream().skip(1).map(PromiseMarkdown::line).forEach(lines::add);
        return lines;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}

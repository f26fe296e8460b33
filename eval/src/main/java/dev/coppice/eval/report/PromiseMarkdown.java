package dev.coppice.eval.report;

import java.util.ArrayList;
import java.util.List;

/** The section of a report about its promise. */
final class PromiseMarkdown {
    private PromiseMarkdown() {}

    /** The whole section; no lines if nothing was promised. */
    static List<String> lines(Report report) {
        return report.promise().map(promise -> section(report, promise)).orElse(List.of());
    }

    private static List<String> section(Report report, Promise promise) {
        List<String> lines = new ArrayList<>(List.of("", "## Promised", ""));
        lines.add(words(report, promise));
        lines.add("");
        lines.addAll(MarkdownTable.lines(promise.rows(), 6, 7));
        return lines;
    }

    /** What was promised, on which pictures and machine. */
    static String words(Report report, Promise promise) {
        return promise.sentence() + " Measured on split '" + report.data().split() + "'."
                + report.training()
                        .flatMap(Report.Training::chosen)
                        .map(chosen -> " " + chosen.sentence())
                        .orElse("")
                + " Milliseconds are those of " + promise.machine() + ", drops are points of "
                + report.original().evaluation().metric().words() + ".";
    }
}

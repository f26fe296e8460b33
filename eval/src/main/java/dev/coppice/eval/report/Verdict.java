package dev.coppice.eval.report;

import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.page.Numbers;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a report comes to. A loss is stated as plainly as a gain.
 *
 * @param report the report
 */
record Verdict(Report report) {
    static Verdict of(Report report) {
        return new Verdict(report);
    }

    /** A figure with its name. */
    record Figure(String name, String value) {}

    /** The verdict in one line: size, speed, accuracy, parity. */
    String line() {
        List<String> parts = new ArrayList<>();
        if (report.retrained().latency().isPresent()) {
            parts.add(fast() + " as fast on one thread and "
                    + times(report.timesAsFast(report.retrained(), DeployedLatency::allCores))
                    + " on all cores");
        }
        double smaller = (double) report.original().bytes() / report.retrained().bytes();
        parts.add("a file " + (smaller < 1 ? times(1 / smaller) + " as large" : times(smaller) + " smaller"));
        parts.add(points() + " points of "
                + report.original().evaluation().metric().words() + " " + lostOrGained());
        report.parity()
                .ifPresent(p -> parts.add(
                        "SameDiff and ONNX Runtime agree within " + String.format(Locale.ROOT, "%.1g", p.maxRel())));
        String line = String.join("; ", parts);
        return line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1) + ".";
    }

    /** The figures that matter most, for one look. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        if (report.retrained().latency().isPresent()) {
            figures.add(new Figure("as fast, one thread", fast()));
            figures.add(new Figure(
                    "as fast, all cores", times(report.timesAsFast(report.retrained(), DeployedLatency::allCores))));
        }
        figures.add(new Figure(
                "MACs left",
                Numbers.percent(
                        (double) report.retrained().cost().macs()
                                / report.original().cost().macs(),
                        1)));
        figures.add(new Figure("file", Numbers.bytes((double) report.retrained().bytes())));
        Evaluation after = report.retrained().evaluation();
        figures.add(new Figure(after.metric().words(), Numbers.percent(after.accuracy(), 2)));
        figures.add(new Figure("points " + lostOrGained(), points()));
        return figures;
    }

    /** The change of the accuracy. */
    String sentence() {
        Evaluation before = report.original().evaluation();
        Evaluation after = report.retrained().evaluation();
        ReportTables tables = new ReportTables(report);
        long worse = before.perClass().keySet().stream()
                .filter(c -> tables.drop(c) > 0)
                .count();
        String text = after.metric().words() + " went from " + Numbers.percent(before.accuracy(), 2) + " to "
                + Numbers.percent(after.accuracy(), 2) + " (drop "
                + Drop.text(Drop.of(before.accuracy(), after.accuracy()), Numbers.MISSING) + " points); " + worse
                + " of " + before.perClass().size() + " classes lost "
                + after.metric().perClassWords() + ".";
        return report.originalRetrained()
                .map(m -> text + againstTheBetter(m.evaluation().accuracy()))
                .orElse(text);
    }

    /** Compares with the better of the two originals, as retraining alone may help or hurt. */
    private String againstTheBetter(double alike) {
        double original = report.original().evaluation().accuracy();
        String better = alike > original ? "the original retrained alike" : "the original as it was read";
        return " The original retrained alike has " + Numbers.percent(alike, 2) + "; against the better of the two, "
                + better + ", the compressed network's drop is "
                + Drop.text(report.drop(report.retrained()), Numbers.MISSING) + " points.";
    }

    private String fast() {
        return times(report.timesAsFast(report.retrained(), DeployedLatency::oneThread));
    }

    private static String times(double factor) {
        return Numbers.decimals(factor, 2) + "×";
    }

    private String lostOrGained() {
        return report.drop(report.retrained()) > 0 ? "lost" : "gained";
    }

    private String points() {
        return Drop.text(Math.abs(report.drop(report.retrained())), Numbers.MISSING);
    }
}

package dev.coppice.eval.report;

import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;

/** A report as a Markdown page, for people who read texts. */
public final class ReportMarkdown {
    private final Report report;
    private final ReportTables tables;
    private final List<String> lines = new ArrayList<>();

    private ReportMarkdown(Report report) {
        this.report = report;
        this.tables = new ReportTables(report);
    }

    /** The whole page. */
    public static String format(Report report) {
        ReportMarkdown page = new ReportMarkdown(report);
        page.head();
        page.lines.addAll(PromiseMarkdown.lines(report));
        page.planned();
        page.predicted();
        page.measured();
        page.classes();
        page.training();
        page.parity();
        page.declined();
        page.notes();
        return String.join("\n", page.lines) + "\n";
    }

    /** The tables of cost, speed and accuracy alone, as the command line prints them. */
    public static String tables(Report report) {
        ReportMarkdown page = new ReportMarkdown(report);
        page.predicted();
        page.measured();
        page.classes();
        return String.join("\n", page.lines) + "\n";
    }

    private Metric metric() {
        return report.original().evaluation().metric();
    }

    private void head() {
        lines.add("# " + report.title());
        lines.add("");
        lines.add(report.where() + " " + Verdict.of(report).sentence());
        if (!report.origin().command().isEmpty()) {
            lines.add("");
            lines.add("```");
            lines.add(report.origin().command());
            lines.add("```");
        }
    }

    private void planned() {
        report.planned().ifPresent(planned -> {
            section("Planned");
            lines.addAll(PlannedMarkdown.lines(planned));
        });
    }

    private void predicted() {
        section("Predicted from shapes (batch 1, the card's size)");
        lines.addAll(MarkdownTable.lines(tables.predicted()));
    }

    private void measured() {
        section("Measured");
        lines.addAll(MarkdownTable.lines(tables.measured()));
        lines.add("");
        lines.add(report.timing().map(LatencyConditions::sentence).orElse("Latency: not measured."));
    }

    private void classes() {
        section(metric().perClassWords() + " per class");
        lines.addAll(MarkdownTable.lines(tables.perClass()));
        tables.perClassNotes().forEach(note -> {
            lines.add("");
            lines.add(note);
        });
    }

    private void training() {
        report.training().ifPresent(training -> {
            section("Retraining");
            lines.add(ReportTables.trained(training));
            lines.add("");
            lines.addAll(MarkdownTable.lines(tables.training(training)));
        });
    }

    private void parity() {
        report.parity().ifPresent(p -> {
            section("Parity");
            lines.add(p.sentence());
        });
    }

    private void declined() {
        section("Left alone");
        if (report.declined().isEmpty()) {
            lines.add("Every candidate was changed.");
            return;
        }
        List<List<String>> rows = new ArrayList<>(List.of(List.of("where", "why")));
        report.declined().forEach(d -> rows.add(List.of(d.where(), d.reason())));
        lines.addAll(MarkdownTable.lines(rows, 1));
    }

    private void notes() {
        if (!report.notes().isEmpty()) {
            section("Notes");
            report.notes().forEach(n -> lines.add("- " + n));
        }
    }

    private void section(String title) {
        lines.add("");
        lines.add("## " + title);
        lines.add("");
    }
}

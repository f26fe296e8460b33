package dev.coppice.eval.report;

import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A report as a Markdown page, for people. */
public final class ReportMarkdown {
    private static final String MISSING = "–";

    private final Report report;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /** One network of the tables, as a column. */
    private record Column(String title, Measured measured) {}

    private ReportMarkdown(Report report) {
        this.report = report;
        columns.add(new Column("original", report.original()));
        report.originalRetrained().ifPresent(m -> columns.add(new Column("original, retrained alike", m)));
        columns.add(new Column("compressed, before retraining", report.rewritten()));
        columns.add(new Column(report.training().isPresent() ? "compressed, retrained" : "compressed", compressed()));
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

    private Measured compressed() {
        return report.retrained();
    }

    private void head() {
        Report.Data data = report.data();
        lines.add("# " + report.origin().network() + ", compressed");
        lines.add("");
        lines.add("Measured on " + data.images() + " images of " + data.name() + "/" + data.split() + " by "
                + report.origin().tool() + ", seed " + report.origin().seed() + ". " + verdict());
        if (!report.origin().command().isEmpty()) {
            lines.add("");
            lines.add("```");
            lines.add(report.origin().command());
            lines.add("```");
        }
    }

    /** The change of the accuracy, stated as plainly for a loss as for a gain. */
    private String verdict() {
        Evaluation before = report.original().evaluation();
        Evaluation after = compressed().evaluation();
        long worse = before.perClass().keySet().stream()
                .filter(c -> classDrop(c) > 0)
                .count();
        String text = after.metric().words() + " went from " + percent(before.accuracy()) + " to "
                + percent(after.accuracy()) + " (drop "
                + points(Drop.of(before.accuracy(), after.accuracy())) + " points); " + worse + " of "
                + before.perClass().size() + " classes lost " + after.metric().perClassWords() + ".";
        return report.originalRetrained()
                .map(m -> text + againstTheBetter(m.evaluation().accuracy()))
                .orElse(text);
    }

    /** Compares with the better of the two originals, as retraining alone may help or hurt. */
    private String againstTheBetter(double alike) {
        double original = report.original().evaluation().accuracy();
        String better = alike > original ? "the original retrained alike" : "the original as it was read";
        return " The original retrained alike has " + percent(alike) + "; against the better of the two, " + better
                + ", the compressed network's drop is " + points(report.drop(compressed())) + " points.";
    }

    private void planned() {
        report.planned().ifPresent(planned -> {
            section("Planned");
            lines.addAll(PlannedMarkdown.lines(planned));
        });
    }

    private void predicted() {
        section("Predicted from shapes (batch 1, the card's size)");
        header();
        row("MACs", m -> millions(m.cost().macs()));
        row(
                "MACs, share of the original",
                m -> share(m.cost().macs(), report.original().cost().macs()));
        row("parameters", m -> millions(m.cost().parameters()));
    }

    private void measured() {
        section("Measured");
        header();
        row("ONNX file", m -> String.format(Locale.ROOT, "%.2f MB", m.bytes() / 1e6));
        report.timing().ifPresent(timing -> {
            latency("one thread", DeployedLatency::oneThread);
            latency(timing.threads(), DeployedLatency::allCores);
        });
        row(metric().words(), m -> percent(m.evaluation().accuracy()));
        row(metric().secondaryWords(), m -> percent(m.evaluation().secondary()));
        if (!Double.isNaN(report.original().evaluation().dice())) {
            row("Dice", m -> percent(m.evaluation().dice()));
        }
        lines.add("");
        lines.add(report.timing().map(LatencyConditions::sentence).orElse("Latency: not measured."));
    }

    private void latency(String threads, Function<DeployedLatency, LatencyFigures> figures) {
        row("latency, " + threads + ", median", m -> milliseconds(m, figures, LatencyFigures::median));
        row("95th percentile", m -> milliseconds(m, figures, LatencyFigures::p95));
        row("times as fast", m -> times(m, figures));
    }

    private static String milliseconds(
            Measured measured,
            Function<DeployedLatency, LatencyFigures> figures,
            ToDoubleFunction<LatencyFigures> figure) {
        return measured.latency()
                .map(l -> String.format(Locale.ROOT, "%.2f ms", figure.applyAsDouble(figures.apply(l))))
                .orElse(MISSING);
    }

    private String times(Measured measured, Function<DeployedLatency, LatencyFigures> figures) {
        return report.original()
                .latency()
                .flatMap(before -> measured.latency()
                        .map(after -> figures.apply(before).median()
                                / figures.apply(after).median()))
                .map(factor -> String.format(Locale.ROOT, "%.2f×", factor))
                .orElse(MISSING);
    }

    private void classes() {
        section(metric().perClassWords() + " per class");
        List<String> titles =
                new ArrayList<>(columns.stream().map(Column::title).toList());
        titles.add("drop (points)");
        table("class", titles);
        report.original().evaluation().perClass().keySet().stream()
                .sorted((a, b) -> Double.compare(classDrop(b), classDrop(a)))
                .forEach(this::classRow);
        List<String> absent = report.original().evaluation().absent();
        if (!absent.isEmpty()) {
            lines.add("");
            lines.add("Classes without a labelled " + metric().counted() + " in this split, left out of the mean: "
                    + String.join(", ", absent) + ".");
        }
        if (!report.data().extra().isEmpty()) {
            lines.add("");
            lines.add("Classes of the network that the data lack, counted as wrong wherever predicted: "
                    + String.join(", ", report.data().extra()) + ".");
        }
    }

    private void classRow(String name) {
        List<String> cells = new ArrayList<>();
        for (Column column : columns) {
            cells.add(percent(ofClass(column.measured(), name)));
        }
        cells.add(points(classDrop(name)));
        lines.add("| " + name + " | " + String.join(" | ", cells) + " |");
    }

    private void training() {
        report.training().ifPresent(training -> {
            section("Retraining");
            lines.add(training.steps() + " steps on split '" + training.split() + "'; the weights of epoch "
                    + training.best() + " were kept."
                    + training.chosen().map(chosen -> " " + chosen.sentence()).orElse(""));
            lines.add("");
            lines.add("| epoch | training loss | validation " + metric().words() + " |");
            lines.add("|---:|---:|---:|");
            training.curve()
                    .forEach(p -> lines.add(
                            "| " + p.epoch() + " | " + loss(p.loss()) + " | " + percent(p.accuracy()) + " |"));
        });
    }

    private void parity() {
        report.parity().ifPresent(p -> {
            section("Parity");
            lines.add(String.format(
                    Locale.ROOT,
                    "SameDiff and ONNX Runtime differ by at most %.2g (relative %.2g) on %d inputs, random and real.",
                    p.maxAbs(),
                    p.maxRel(),
                    p.inputs()));
        });
    }

    private void declined() {
        section("Left alone");
        if (report.declined().isEmpty()) {
            lines.add("Every candidate was changed.");
            return;
        }
        table("where", List.of("why"));
        report.declined().forEach(d -> lines.add("| " + cell(d.where()) + " | " + cell(d.reason()) + " |"));
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

    private void header() {
        table("", columns.stream().map(Column::title).toList());
    }

    private void table(String corner, List<String> titles) {
        lines.add("| " + corner + " | " + String.join(" | ", titles) + " |");
        lines.add("|---|" + (titles.equals(List.of("why")) ? "---|" : "---:|".repeat(titles.size())));
    }

    private void row(String title, Function<Measured, String> figure) {
        List<String> cells =
                columns.stream().map(c -> figure.apply(c.measured())).toList();
        lines.add("| " + title + " | " + String.join(" | ", cells) + " |");
    }

    private double classDrop(String name) {
        return Drop.of(ofClass(report.original(), name), ofClass(compressed(), name));
    }

    private static double ofClass(Measured measured, String name) {
        Map<String, Double> classes = measured.evaluation().perClass();
        return classes.getOrDefault(name, Double.NaN);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String millions(long count) {
        return String.format(Locale.ROOT, count < 1e9 ? "%.3f M" : "%.1f M", count / 1e6);
    }

    private static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? MISSING : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String loss(double loss) {
        return Double.isNaN(loss) ? MISSING : String.format(Locale.ROOT, "%.4f", loss);
    }

    private static String points(double drop) {
        return Drop.text(drop, MISSING);
    }
}

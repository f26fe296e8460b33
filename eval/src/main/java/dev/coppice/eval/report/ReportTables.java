package dev.coppice.eval.report;

import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.eval.page.Numbers;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables of a report as rows of text, for every form that it is written in. The first row holds the headings. */
final class ReportTables {
    private final Report report;
    private final List<Column> columns = new ArrayList<>();

    /** One network of the tables, as a column. */
    private record Column(String title, Measured measured) {}

    ReportTables(Report report) {
        this.report = report;
        columns.add(new Column("original", report.original()));
        report.originalRetrained().ifPresent(m -> columns.add(new Column("original, retrained alike", m)));
        columns.add(new Column("compressed, before retraining", report.rewritten()));
        columns.add(
                new Column(report.training().isPresent() ? "compressed, retrained" : "compressed", report.retrained()));
    }

    /** What shapes alone say. */
    List<List<String>> predicted() {
        List<List<String>> rows = new ArrayList<>(List.of(head("")));
        rows.add(row("MACs", m -> Numbers.amount((double) m.cost().macs())));
        rows.add(row(
                "MACs, share of the original",
                m -> Numbers.percent(
                        (double) m.cost().macs() / report.original().cost().macs(), 1)));
        rows.add(row("parameters", m -> Numbers.amount((double) m.cost().parameters())));
        return rows;
    }

    /** File, latency and accuracy. */
    List<List<String>> measured() {
        Metric metric = metric();
        List<List<String>> rows = new ArrayList<>(List.of(head("")));
        rows.add(row("ONNX file", m -> Numbers.bytes((double) m.bytes())));
        if (report.timing().isPresent()) {
            rows.addAll(latency("one thread", DeployedLatency::oneThread));
            rows.addAll(latency("all cores", DeployedLatency::allCores));
        }
        rows.add(row(metric.words(), m -> percent(m.evaluation().accuracy())));
        rows.add(row(metric.secondaryWords(), m -> percent(m.evaluation().secondary())));
        if (!Double.isNaN(report.original().evaluation().dice())) {
            rows.add(row("Dice", m -> percent(m.evaluation().dice())));
        }
        return rows;
    }

    /** The accuracy of each class; those that lost most come first. */
    List<List<String>> perClass() {
        List<String> titles = new ArrayList<>(head("class"));
        titles.add("drop (points)");
        List<List<String>> rows = new ArrayList<>(List.of(titles));
        for (String name : byDrop()) {
            List<String> cells = new ArrayList<>(row(name, m -> percent(ofClass(m, name))));
            cells.add(Drop.text(drop(name), Numbers.MISSING));
            rows.add(cells);
        }
        return rows;
    }

    /** Sentences on classes that the table of classes does not show, or shows for another reason than accuracy. */
    List<String> perClassNotes() {
        List<String> notes = new ArrayList<>();
        List<String> absent = report.original().evaluation().absent();
        if (!absent.isEmpty()) {
            notes.add("Classes without a labelled " + metric().counted() + " in this split, left out of the mean: "
                    + String.join(", ", absent) + ".");
        }
        if (!report.data().extra().isEmpty()) {
            notes.add("Classes of the network that the data lack, counted as wrong wherever predicted: "
                    + String.join(", ", report.data().extra()) + ".");
        }
        return notes;
    }

    /** The classes in the order of the table. */
    List<String> byDrop() {
        return report.original().evaluation().perClass().keySet().stream()
                .sorted((a, b) -> Double.compare(drop(b), drop(a)))
                .toList();
    }

    /** The drop of a class from the original to the written network. */
    double drop(String name) {
        return Drop.of(ofClass(report.original(), name), ofClass(report.retrained(), name));
    }

    /** The points of training, oldest first. */
    List<List<String>> training(Report.Training training) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("epoch", "training loss", "validation " + metric().words()));
        training.curve()
                .forEach(p -> rows.add(
                        List.of(Integer.toString(p.epoch()), Numbers.decimals(p.loss(), 4), percent(p.accuracy()))));
        return rows;
    }

    /** What can be said of training besides its points. */
    static String trained(Report.Training training) {
        return training.steps() + " steps on split '" + training.split() + "'; the weights of epoch " + training.best()
                + " were kept."
                + training.chosen().map(chosen -> " " + chosen.sentence()).orElse("");
    }

    private Metric metric() {
        return report.original().evaluation().metric();
    }

    private List<List<String>> latency(String threads, Function<DeployedLatency, LatencyFigures> figures) {
        return List.of(
                row("median latency, " + threads, m -> milliseconds(m, figures, LatencyFigures::median)),
                row("95th percentile, " + threads, m -> milliseconds(m, figures, LatencyFigures::p95)),
                row("times as fast, " + threads, m -> times(m, figures)));
    }

    private static String milliseconds(
            Measured measured,
            Function<DeployedLatency, LatencyFigures> figures,
            ToDoubleFunction<LatencyFigures> figure) {
        return measured.latency()
                .map(l -> Numbers.milliseconds(figure.applyAsDouble(figures.apply(l))) + " ms")
                .orElse(Numbers.MISSING);
    }

    private String times(Measured measured, Function<DeployedLatency, LatencyFigures> figures) {
        double factor = report.timesAsFast(measured, figures);
        return Double.isNaN(factor) ? Numbers.MISSING : Numbers.decimals(factor, 2) + "×";
    }

    private List<String> head(String corner) {
        List<String> cells = new ArrayList<>(List.of(corner));
        columns.forEach(column -> cells.add(column.title()));
        return cells;
    }

    private List<String> row(String title, Function<Measured, String> figure) {
        List<String> cells = new ArrayList<>(List.of(title));
        columns.forEach(column -> cells.add(figure.apply(column.measured())));
        return cells;
    }

    private static double ofClass(Measured measured, String name) {
        Map<String, Double> classes = measured.evaluation().perClass();
        return classes.getOrDefault(name, Double.NaN);
    }

    private static String percent(double share) {
        return Numbers.percent(share, 2);
    }
}

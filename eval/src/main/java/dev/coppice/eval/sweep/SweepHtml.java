package dev.coppice.eval.sweep;

import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.eval.page.Page;
import dev.coppice.eval.page.Plot;
import dev.coppice.eval.page.Reasons;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A sweep as a page for a browser: every point, the front, and the way to each point's own report. */
final class SweepHtml {
    private final Metric metric;
    private final List<SweepRow> rows;
    private final List<SweepRow> done;
    private final List<SweepRow> front;
    private final UnaryOperator<String> report;

    private SweepHtml(Metric metric, List<SweepRow> rows, UnaryOperator<String> report) {
        this.metric = metric;
        this.rows = rows;
        this.done = rows.stream().filter(SweepRow::isDone).toList();
        this.front = ParetoPlot.front(rows);
        this.report = report;
    }

    /**
     * The page.
     *
     * @param report the address of a point's report by the point's name, empty if it has none
     */
    static Page page(Metric metric, List<SweepRow> rows, UnaryOperator<String> report) {
        SweepHtml page = new SweepHtml(metric, rows, report);
        List<Page.Section> sections = new ArrayList<>();
        sections.add(new Page.Section("front", "Accuracy against cost", page.plot()));
        sections.add(new Page.Section("points", "Points", page.table()));
        if (page.done.size() < rows.size()) {
            sections.add(new Page.Section(
                    "failed",
                    "Not compressed",
                    Reasons.of(rows.stream()
                            .filter(row -> !row.isDone())
                            .map(row -> new Reasons.Kept(row.asked("name"), row.reason()))
                            .toList())));
        }
        return new Page("Sweep", page.lead(), sections, SweepJson.tree(metric, rows, Optional.empty()));
    }

    private Html lead() {
        String words = done.size() + " of " + rows.size() + " points were compressed; " + front.size()
                + (front.size() == 1 ? " is" : " are") + " on the front, where no other is as cheap and as accurate.";
        return Html.all(List.of(
                Html.element("p", words).of("verdict"),
                Html.element("p", "A point leads to its report. sweep.csv beside this page holds every figure.")
                        .of("note")));
    }

    private Html plot() {
        boolean timed = ParetoPlot.isTimed(rows);
        SweepRow any = done.get(0);
        Plot.Point original = new Plot.Point(
                ParetoPlot.originalCost(any, timed),
                100 * any.figure("originalMIoU"),
                "original",
                "original: " + Numbers.percent(any.figure("originalMIoU"), 2),
                "");
        return new Plot(
                        "Accuracy of every point against its cost",
                        new Plot.Axis(ParetoPlot.costWords(timed)),
                        new Plot.Axis(metric.words() + ", %"),
                        List.of(
                                new Plot.Series("front", Plot.Style.LINE, points(front, timed, true)),
                                new Plot.Series("compressed", Plot.Style.DOTS, points(done, timed, false)),
                                new Plot.Series("original", Plot.Style.MARKS, List.of(original))))
                .draw();
    }

    private List<Plot.Point> points(List<SweepRow> of, boolean timed, boolean tagged) {
        return of.stream()
                .map(row -> new Plot.Point(
                        ParetoPlot.cost(row, timed),
                        100 * row.figure("mIoU"),
                        tagged ? row.shortName() : "",
                        words(row),
                        tagged ? "" : report.apply(row.asked("name"))))
                .toList();
    }

    private String words(SweepRow row) {
        return row.asked("name") + ": " + metric.words() + " " + Numbers.percent(row.figure("mIoU"), 2) + ", "
                + Drop.text(row.drop("mIoU"), Numbers.MISSING) + " points lost, "
                + Numbers.percent(row.figure("macsShare"), 1) + " of the MACs"
                + (row.isTimed() ? ", " + Numbers.decimals(row.figure("timesAsFastOneThread"), 2) + "× as fast" : "");
    }

    private Html table() {
        List<String> headings = List.of(
                "point",
                "MACs",
                "share",
                "file",
                "ms, one thread",
                "times as fast",
                "drop before training",
                metric.words(),
                "drop (points)",
                "front");
        List<List<Html>> cells = new ArrayList<>();
        for (SweepRow row : done) {
            List<Html> line = new ArrayList<>();
            line.add(name(row.asked("name")));
            line.addAll(List.of(
                            Numbers.amount(row.figure("macs")),
                            Numbers.percent(row.figure("macsShare"), 1),
                            Numbers.bytes(row.figure("bytes")),
                            Numbers.decimals(row.figure("latencyOneThreadMs"), 2),
                            times(row.figure("timesAsFastOneThread")),
                            Drop.text(row.drop(SweepRow.REWRITTEN), Numbers.MISSING),
                            Numbers.percent(row.figure("mIoU"), 2),
                            Drop.text(row.drop("mIoU"), Numbers.MISSING),
                            front.contains(row) ? "yes" : "")
                    .stream()
                    .map(Html::text)
                    .toList());
            cells.add(line);
        }
        return new DataTable("Every point that was compressed", headings, cells, List.of()).draw();
    }

    private static String times(double factor) {
        return Double.isNaN(factor) ? Numbers.MISSING : Numbers.decimals(factor, 2) + "×";
    }

    private Html name(String name) {
        String address = report.apply(name);
        return address.isEmpty()
                ? Html.element("code", name)
                : Html.element("a", name).with("href", address);
    }
}

package dev.coppice.eval.sweep;

import dev.coppice.eval.page.Evenly;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.eval.page.Plot;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A front of a sweep as a plot: accuracy against cost, with the knee, the spread over seeds and the original. */
final class FrontHtml {
    /** Points beside the front that a plot shows; of more, evenly spread ones. */
    private static final int MOST = 400;

    private final Metric metric;
    private final SweepFront front;
    private final UnaryOperator<String> report;
    private final double unit;

    /** @param report the address of a point's report by the point's name, empty if it has none */
    FrontHtml(Metric metric, SweepFront front, UnaryOperator<String> report) {
        this.metric = metric;
        this.front = front;
        this.report = report;
        this.unit = front.unit();
    }

    Html draw() {
        List<SweepRow> on = front.points();
        List<SweepRow> beside =
                front.known().stream().filter(row -> !on.contains(row)).toList();
        List<SweepRow> shown = Evenly.chosen(beside, MOST);
        List<Plot.Series> series = new ArrayList<>();
        List<Plot.Point> spreads = spreads();
        if (!spreads.isEmpty()) {
            series.add(new Plot.Series("mean and deviation over seeds", Plot.Style.DOTS, spreads));
        }
        if (!shown.isEmpty()) {
            series.add(new Plot.Series(
                    "beside the front",
                    Plot.Style.DOTS,
                    shown.stream().map(row -> point(row, "")).toList()));
        }
        series.add(new Plot.Series(
                "front",
                Plot.Style.LINE,
                on.stream().map(row -> point(row, row.shortName())).toList()));
        front.knee().ifPresent(knee -> series.add(new Plot.Series("knee", Plot.Style.MARKS, List.of(point(knee, "")))));
        series.add(new Plot.Series("original", Plot.Style.MARKS, List.of(original())));
        List<Html> body = new ArrayList<>();
        body.add(new Plot(
                        "Accuracy of every point against its " + front.cost().words(),
                        new Plot.Axis(front.cost().axis(unit)),
                        new Plot.Axis(metric.words() + ", %"),
                        series)
                .draw());
        long done = front.rows().stream().filter(SweepRow::isDone).count();
        if (front.known().size() < done) {
            body.add(note(
                    front.known().size() + " of the " + done + " points were timed; the others are not drawn here."));
        }
        if (shown.size() < beside.size()) {
            body.add(note(shown.size() + " of the " + beside.size() + " points beside the front are drawn."));
        }
        return Html.all(body);
    }

    private Plot.Point point(SweepRow row, String tag) {
        return new Plot.Point(
                front.cost().of(row) / unit,
                100 * row.figure("mIoU"),
                tag,
                words(row),
                report.apply(row.asked("name")));
    }

    private Plot.Point original() {
        double accuracy = front.known().get(0).figure("originalMIoU");
        return new Plot.Point(
                front.original() / unit,
                100 * accuracy,
                "original",
                "original: " + metric.words() + " " + Numbers.percent(accuracy, 2),
                "");
    }

    private List<Plot.Point> spreads() {
        return front.spreads().stream()
                .filter(spread -> Double.isFinite(spread.cost()))
                .map(spread -> new Plot.Point(
                        spread.cost() / unit,
                        100 * spread.mean(),
                        100 * spread.deviation(),
                        "",
                        String.join(", ", spread.settings()) + " over " + spread.seeds() + " seeds: " + metric.words()
                                + " "
                                + Numbers.percent(spread.mean(), 2) + ", standard deviation "
                                + Numbers.decimals(100 * spread.deviation(), 2) + " points",
                        ""))
                .toList();
    }

    private String words(SweepRow row) {
        return row.asked("name") + ": " + metric.words() + " " + Numbers.percent(row.figure("mIoU"), 2) + ", drop "
                + Drop.text(row.drop("mIoU"), Numbers.MISSING) + " points, "
                + Numbers.percent(row.figure("macsShare"), 1) + " of the MACs"
                + (row.isTimed() ? ", " + Numbers.decimals(row.figure("timesAsFastOneThread"), 2) + "× as fast" : "");
    }

    private static Html note(String text) {
        return Html.element("p", text).of("note");
    }
}

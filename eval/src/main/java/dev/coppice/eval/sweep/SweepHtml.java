package dev.coppice.eval.sweep;

import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Evenly;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.eval.page.Page;
import dev.coppice.eval.page.Reasons;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A sweep as a page for a browser: its fronts, every point, and the way to each point's own report. */
final class SweepHtml {
    /** Points beside the fronts in the table; of more, evenly spread ones. */
    private static final int MOST = 400;

    private final Metric metric;
    private final List<SweepRow> rows;
    private final List<SweepRow> done;
    private final List<SweepFront> fronts;
    private final UnaryOperator<String> report;

    /** The costs by which a point is on a front, by the point's name. */
    private final Map<String, String> onFront = new HashMap<>();

    private SweepHtml(Metric metric, List<SweepRow> rows, UnaryOperator<String> report) {
        this.metric = metric;
        this.rows = rows;
        this.done = rows.stream().filter(SweepRow::isDone).toList();
        this.fronts = SweepFront.all(rows);
        this.report = report;
        for (SweepFront front : fronts) {
            Optional<SweepRow> knee = front.knee();
            front.points()
                    .forEach(row -> onFront.merge(
                            row.asked("name"),
                            front.cost().words() + (knee.filter(row::equals).isPresent() ? " (knee)" : ""),
                            (one, other) -> one + ", " + other));
        }
    }

    /**
     * The page.
     *
     * @param report the address of a point's report by the point's name, empty if it has none
     */
    static Page page(Metric metric, List<SweepRow> rows, UnaryOperator<String> report) {
        SweepHtml page = new SweepHtml(metric, rows, report);
        List<Page.Section> sections = new ArrayList<>();
        for (SweepFront front : page.fronts) {
            sections.add(new Page.Section(
                    front.cost().key(),
                    "Accuracy against " + front.cost().words(),
                    new FrontHtml(metric, front, report).draw()));
        }
        List<SeedSpread> spreads = SweepFront.of(rows).spreads();
        if (!spreads.isEmpty()) {
            sections.add(new Page.Section("seeds", "Seeds", page.seeds(spreads)));
        }
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
        List<String> words = new ArrayList<>(List.of(done.size() + " of " + rows.size() + " points were compressed."));
        if (!fronts.isEmpty()) {
            words.add(fronts.stream()
                            .map(front -> front.points().size() + " by "
                                    + front.cost().words())
                            .collect(Collectors.joining(" and "))
                    + " are on the front, where no other is as cheap and as accurate.");
        }
        fronts.stream()
                .findFirst()
                .flatMap(SweepFront::knee)
                .ifPresent(knee -> words.add("More cost gains little beyond "
                        + "the knee, " + knee.asked("name") + ": " + Numbers.percent(knee.figure("macsShare"), 1)
                        + " of the MACs, a drop of " + Drop.text(knee.drop("mIoU"), Numbers.MISSING) + " points."));
        return Html.all(List.of(
                Html.element("p", String.join(" ", words)).of("verdict"),
                Html.element(
                                "p",
                                "A point leads to its report. sweep.csv beside this page holds every figure."
                                        + TimedMachines.sentence(rows)
                                                .map(said -> " " + said)
                                                .orElse(""))
                        .of("note")));
    }

    private Html seeds(List<SeedSpread> spreads) {
        List<List<String>> texts = new ArrayList<>();
        List<String> headings = new ArrayList<>(SeedSpread.COLUMNS);
        headings.addAll(List.of("seeds", "mean " + metric.words(), "standard deviation (points)"));
        texts.add(headings);
        for (SeedSpread spread : spreads) {
            List<String> line = new ArrayList<>(spread.settings());
            line.add(String.valueOf(spread.seeds()));
            line.add(Numbers.percent(spread.mean(), 2));
            line.add(Numbers.decimals(100 * spread.deviation(), 2));
            texts.add(line);
        }
        return DataTable.texts("Points that differ in their seed alone", texts, 1, 2, 3, 4)
                .draw();
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
                "on the front by");
        List<SweepRow> shown = shown();
        List<List<Html>> cells = shown.stream().map(this::cells).toList();
        Html table = new DataTable("Every point that was compressed", headings, cells, List.of(9)).draw();
        return shown.size() == done.size()
                ? table
                : Html.all(List.of(
                        table,
                        Html.element(
                                        "p",
                                        "Those on a front and evenly spread others, " + shown.size() + " of "
                                                + done.size() + " points. sweep.csv holds all.")
                                .of("note")));
    }

    private List<Html> cells(SweepRow row) {
        List<Html> cells = new ArrayList<>();
        cells.add(name(row.asked("name")));
        for (String text : List.of(
                Numbers.amount(row.figure("macs")),
                Numbers.percent(row.figure("macsShare"), 1),
                Numbers.bytes(row.figure("bytes")),
                Numbers.milliseconds(row.figure("latencyOneThreadMs")),
                times(row.figure("timesAsFastOneThread")),
                Drop.text(row.drop(SweepRow.REWRITTEN), Numbers.MISSING),
                Numbers.percent(row.figure("mIoU"), 2),
                Drop.text(row.drop("mIoU"), Numbers.MISSING),
                onFront(row))) {
            cells.add(Html.text(text));
        }
        return cells;
    }

    /** All points, or those on a front and evenly spread others. */
    private List<SweepRow> shown() {
        Set<SweepRow> beside = Set.copyOf(Evenly.chosen(
                done.stream().filter(row -> onFront(row).isEmpty()).toList(), MOST));
        return done.stream()
                .filter(row -> beside.contains(row) || !onFront(row).isEmpty())
                .toList();
    }

    private String onFront(SweepRow row) {
        return onFront.getOrDefault(row.asked("name"), "");
    }

    private static String times(double factor) {
        return Double.isNaN(factor) ? Numbers.MISSING : Numbers.decimals(factor, 2) + "×";
    }

    private Html name(String name) {
        String address = report.apply(name);
        return address.isEmpty() ? Html.name(name) : Html.element("a", name).with("href", address);
    }
}

package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.latency.LatencyConditions;
import dev.coppice.eval.page.Bars;
import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.eval.page.Page;
import dev.coppice.eval.page.Page.Section;
import dev.coppice.eval.page.Plot;
import dev.coppice.eval.page.Reasons;
import dev.coppice.models.measure.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A report as a page for a browser, made for two minutes of reading. */
public final class ReportHtml {
    private final Report report;
    private final ReportTables tables;
    private final List<Section> sections = new ArrayList<>();

    private ReportHtml(Report report) {
        this.report = report;
        this.tables = new ReportTables(report);
    }

    /** The page. */
    public static Page page(Report report) {
        ReportHtml page = new ReportHtml(report);
        page.promised();
        page.figures();
        page.classes();
        page.pictures();
        page.layers();
        page.planned();
        page.training();
        page.declined();
        page.notes();
        page.provenance();
        ObjectNode data = ReportJson.tree(report);
        // plan.json has it; it may be far larger than all else
        data.remove("plan");
        return new Page(report.title(), page.lead(), page.sections, data);
    }

    private Metric metric() {
        return report.original().evaluation().metric();
    }

    private Html lead() {
        Verdict verdict = Verdict.of(report);
        List<Html> tiles = new ArrayList<>();
        verdict.figures()
                .forEach(figure -> tiles.add(Html.element("div")
                        .add(Html.element("dt", figure.name()), Html.element("dd", figure.value()))));
        return Html.all(List.of(
                Html.element("p", verdict.line()).of("verdict"),
                Html.element("dl").of("tiles").add(tiles),
                Html.element("p", report.where() + " " + verdict.sentence()).of("note")));
    }

    private void promised() {
        report.promise()
                .ifPresent(promise -> sections.add(new Section(
                        "promise",
                        "Promise",
                        Html.all(List.of(
                                paragraph(PromiseMarkdown.words(report, promise)),
                                DataTable.texts("Networks that were trained", promise.rows(), 6, 7)
                                        .draw())))));
    }

    private void figures() {
        List<List<String>> rows = new ArrayList<>(tables.predicted());
        rows.addAll(tables.measured().subList(1, tables.measured().size()));
        List<Html> body = new ArrayList<>();
        body.add(DataTable.texts("Original, rewritten and retrained network", rows)
                .draw());
        report.planned()
                .ifPresent(planned -> body.add(
                        DataTable.texts("Predicted beside measured", PlannedMarkdown.predictions(planned.predictions()))
                                .draw()));
        body.add(note("MACs and parameters are counted from shapes, at batch 1 and the card's size. "
                + report.timing().map(LatencyConditions::sentence).orElse("Latency was not measured.")));
        report.parity().ifPresent(parity -> body.add(note(parity.sentence())));
        sections.add(new Section("figures", "Side by side", Html.all(body)));
    }

    private void classes() {
        List<List<String>> texts = tables.perClass();
        List<String> names = tables.byDrop();
        double most = names.stream()
                .mapToDouble(name -> Math.abs(tables.drop(name)))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        List<String> headings = new ArrayList<>(texts.get(0));
        headings.add("gained · lost");
        List<List<Html>> rows = IntStream.range(0, names.size())
                .mapToObj(i -> {
                    List<Html> cells = new ArrayList<>(
                            texts.get(i + 1).stream().map(Html::text).toList());
                    cells.add(Bars.lost(tables.drop(names.get(i)), most));
                    return cells;
                })
                .toList();
        List<Html> body = new ArrayList<>();
        body.add(new DataTable(
                        metric().perClassWords() + " of each class, the largest loss first", headings, rows, List.of())
                .draw());
        tables.perClassNotes().forEach(note -> body.add(note(note)));
        sections.add(new Section("classes", "Classes", Html.all(body)));
    }

    private void pictures() {
        if (!report.examples().rows().isEmpty()) {
            sections.add(new Section("pictures", "Pictures", PicturesHtml.of(report.examples())));
        }
    }

    private void layers() {
        if (!report.layers().isEmpty()) {
            LayersHtml layers = new LayersHtml(report.layers());
            sections.add(new Section("layers", "Layers", layers.table()));
            sections.add(new Section("space", "Space", layers.space()));
        }
    }

    private void planned() {
        report.planned()
                .ifPresent(planned -> sections.add(new Section(
                        "plan",
                        "Plan",
                        Html.all(List.of(
                                paragraph("Budget " + planned.budget() + ": " + planned.chosen() + "."),
                                FrontierHtml.plot(planned),
                                DataTable.texts(
                                                "Trades found before training, the chosen one with a star",
                                                planned.frontier(),
                                                6)
                                        .draw(),
                                note("frontier.csv beside this page holds every point."))))));
    }

    private void training() {
        report.training().ifPresent(training -> {
            List<Html> body = new ArrayList<>(List.of(paragraph(ReportTables.trained(training))));
            body.add(Html.element("div")
                    .of("plots")
                    .add(
                            curve(training, "training loss", metric().words(), false),
                            curve(training, "validation " + metric().words() + ", %", metric().words(), true)));
            body.add(Html.element("details")
                    .add(
                            Html.element("summary", "Curves as a table"),
                            DataTable.texts("Course of training", tables.training(training))
                                    .draw()));
            sections.add(new Section("training", "Training", Html.all(body)));
        });
    }

    /** A curve of training, if it has more than one point. */
    private static Html curve(Report.Training training, String axis, String words, boolean accuracy) {
        List<Plot.Point> points = training.curve().stream()
                .map(p -> new Plot.Point(
                        p.epoch(),
                        accuracy ? 100 * p.accuracy() : p.loss(),
                        "epoch " + p.epoch() + ": loss " + Numbers.decimals(p.loss(), 4) + ", " + words + " "
                                + Numbers.percent(p.accuracy(), 2)))
                .filter(point -> Double.isFinite(point.y()))
                .toList();
        if (points.size() < 2) {
            return Html.text("");
        }
        return new Plot(
                        axis + " against the epoch",
                        new Plot.Axis("epoch", Plot.Axis.Kind.WHOLE),
                        new Plot.Axis(axis),
                        List.of(new Plot.Series(axis, Plot.Style.LINE, points)))
                .draw();
    }

    private void declined() {
        Html body = report.declined().isEmpty()
                ? paragraph("Every candidate was changed.")
                : Reasons.of(report.declined().stream()
                        .map(d -> new Reasons.Kept(d.where(), d.reason()))
                        .toList());
        sections.add(new Section("declined", "Left alone", body));
    }

    private void notes() {
        if (!report.notes().isEmpty()) {
            List<Html> items = new ArrayList<>();
            report.notes().forEach(text -> items.add(Html.element("li", text)));
            sections.add(new Section("notes", "Notes", Html.element("ul").add(items)));
        }
    }

    private void provenance() {
        Report.Origin origin = report.origin();
        List<List<String>> rows = List.of(
                List.of("", "value"),
                List.of("tool", origin.tool()),
                List.of("network", origin.network()),
                List.of("SHA-256 of its graph", origin.inputHash()),
                List.of("seed", String.valueOf(origin.seed())),
                List.of("data", report.data().name() + "/" + report.data().split()));
        List<Html> body = new ArrayList<>();
        if (!origin.command().isEmpty()) {
            body.add(paragraph("This command gives the report again, apart from times:"));
            body.add(Html.element("pre").add(Html.element("code").add(words(origin.command()))));
        }
        body.add(DataTable.texts("Where the figures come from", rows, 1).draw());
        body.add(note("plan.json beside this page holds what was done, step by step; report.json every figure."));
        sections.add(new Section("provenance", "Provenance", Html.all(body)));
    }

    /** The words of a command, whose lines end between them alone. */
    private static List<Html> words(String command) {
        List<Html> words = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            if (!words.isEmpty()) {
                words.add(Html.text(" "));
            }
            words.add(Html.element("span", word).of("word"));
        }
        return words;
    }

    private static Html paragraph(String text) {
        return Html.element("p", text);
    }

    private static Html note(String text) {
        return Html.element("p", text).of("note");
    }
}

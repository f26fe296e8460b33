package dev.coppice.eval.sensitivity;

import dev.coppice.eval.page.Bars;
import dev.coppice.eval.page.DataTable;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.eval.page.Page;
import dev.coppice.eval.page.Plot;
import dev.coppice.eval.page.Reasons;
import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.List;

/** Sensitivity as a page for a browser. */
final class SensitivityHtml {
    /** Layers that are drawn as curves. */
    private static final int CURVES = 6;

    private final SensitivityResult result;
    private final String data;
    private final String metric;

    private SensitivityHtml(SensitivityResult result, String data) {
        this.result = result;
        this.data = data;
        this.metric = result.original().metric().words();
    }

    /**
     * The page.
     *
     * @param data description of the data that accuracy was measured on
     */
    static Page page(SensitivityResult result, String data) {
        SensitivityHtml page = new SensitivityHtml(result, data);
        List<Page.Section> sections = new ArrayList<>();
        sections.add(new Page.Section("curves", "Most sensitive layers", page.curves()));
        sections.add(new Page.Section("layers", "All layers", page.layers()));
        if (!result.untouchable().isEmpty()) {
            sections.add(new Page.Section(
                    "declined",
                    "Left alone",
                    Reasons.of(result.untouchable().stream()
                            .map(row -> new Reasons.Kept(row.layer(), row.reason()))
                            .toList())));
        }
        return new Page("Sensitivity of " + result.network(), page.lead(), sections, SensitivityJson.tree(result));
    }

    private Html lead() {
        List<SensitivityResult.Layer> layers = result.mostSensitiveFirst();
        String most = layers.isEmpty()
                ? "No layer can be cut."
                : "'" + layers.get(0).name() + "' is the most sensitive of " + layers.size() + " layers: it loses "
                        + points(layers.get(0).meanDrop()) + " points of " + metric + " on average.";
        return Html.all(List.of(
                Html.element("p", most).of("verdict"),
                Html.element(
                                "p",
                                metric + " with one layer cut at a time, in ONNX Runtime on " + data + "; uncut it is "
                                        + Numbers.percent(result.original().accuracy(), 2)
                                        + ". Nothing is retrained, and statistics of batch normalisations stay as they are.")
                        .of("note")));
    }

    private Html curves() {
        List<Plot.Series> series = result.mostSensitiveFirst().stream()
                .limit(CURVES)
                .map(layer -> new Plot.Series(
                        layer.name(),
                        Plot.Style.LINE,
                        layer.points().stream()
                                .map(row -> new Plot.Point(
                                        100 * row.ratio(),
                                        Drop.points(row.drop()),
                                        layer.name() + " without " + Numbers.percent(row.ratio(), 0)
                                                + " of its channels: "
                                                + points(row.drop()) + " points lost, "
                                                + Numbers.percent(row.macsShare(), 1) + " of the MACs left"))
                                .toList()))
                .toList();
        return new Plot(
                        "Points lost by layer against the share of its channels that is cut; the table below holds all",
                        new Plot.Axis("channels cut, %"),
                        new Plot.Axis("points of " + metric + " lost"),
                        series)
                .draw();
    }

    private Html layers() {
        List<String> headings = new ArrayList<>(List.of("layer", "channels"));
        result.ratios().forEach(ratio -> headings.add("points lost at " + Numbers.percent(ratio, 0)));
        result.ratios().forEach(ratio -> headings.add("MACs left at " + Numbers.percent(ratio, 0)));
        headings.addAll(List.of("mean", "gained · lost"));
        double most = result.layers().stream()
                .mapToDouble(layer -> Math.abs(layer.meanDrop()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        List<List<Html>> rows = new ArrayList<>();
        for (SensitivityResult.Layer layer : result.layers()) {
            List<Html> row = new ArrayList<>();
            row.add(Html.name(layer.name()));
            row.add(Html.text(Integer.toString(layer.channels())));
            layer.points()
                    .forEach(point -> row.add(Html.text(point.isMeasured() ? points(point.drop()) : point.reason())));
            layer.points().forEach(point -> row.add(Html.text(Numbers.percent(point.macsShare(), 1))));
            row.add(Html.text(points(layer.meanDrop())));
            row.add(Bars.lost(layer.meanDrop(), most));
            rows.add(row);
        }
        return new DataTable("Layers in the network's order", headings, rows, List.of()).draw();
    }

    private static String points(double drop) {
        return Drop.text(drop, Numbers.MISSING);
    }
}

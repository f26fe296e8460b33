package dev.coppice.eval.budget;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.budget.FrontierPoint;
import dev.coppice.eval.chart.ChartStyle;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Drop;
import java.awt.Color;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot of price against loss before training: every point in the colour of its grid, with the chosen one marked. */
final class FrontierPlot {
    private static final double PERCENT = 100;

    private final BudgetKind kind;
    private final BudgetOutcome outcome;

    private FrontierPlot(BudgetKind kind, BudgetOutcome outcome) {
        this.kind = kind;
        this.outcome = outcome;
    }

    /**
     * Draws the frontier as PNG.
     *
     * @throws InvalidInputException if this Java finds no fonts to write with
     * @throws UncheckedIOException if the file cannot be written
     */
    static void write(Path file, BudgetKind kind, BudgetOutcome outcome) {
        ChartStyle.write(file, new FrontierPlot(kind, outcome).chart());
    }

    private XYChart chart() {
        boolean measured = outcome.frontier().isMeasured();
        XYChart chart = ChartStyle.chart(
                "Trades found before training",
                kind.id() + ", % of the original's "
                        + kind.text(outcome.frontier().original().price()),
                measured ? "drop of the accuracy before training, points" : "loss, estimated from weights");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.getStyler().setMarkerSize(6);
        byGrid().forEach((grid, points) -> series(chart, grid.equals("none") ? "own grid" : grid, points, measured)
                .setMarker(SeriesMarkers.CIRCLE)
                .setLineColor(new Color(0, 0, 0, 0))
                .setLineWidth(0));
        series(chart, "chosen", List.of(outcome.chosen()), measured)
                .setMarker(SeriesMarkers.DIAMOND)
                .setMarkerColor(Color.BLACK);
        ChartStyle.label(
                chart, "chosen", List.of("chosen, " + kind.text(outcome.chosen().price())));
        return chart;
    }

    private Map<String, List<FrontierPoint>> byGrid() {
        Map<String, List<FrontierPoint>> byGrid = new LinkedHashMap<>();
        Frontier frontier = outcome.frontier();
        byGrid.computeIfAbsent(frontier.original().grid(), g -> new ArrayList<>())
                .add(frontier.original());
        frontier.points().forEach(point -> byGrid.computeIfAbsent(point.grid(), g -> new ArrayList<>())
                .add(point));
        return byGrid;
    }

    private XYSeries series(XYChart chart, String name, List<FrontierPoint> points, boolean measured) {
        Frontier frontier = outcome.frontier();
        double[] prices = points.stream()
                .mapToDouble(point -> PERCENT * frontier.share(point))
                .toArray();
        double[] lost = points.stream()
                .mapToDouble(point -> measured
                        ? Drop.points(frontier.drop(point))
                        : point.loss() - frontier.original().loss())
                .toArray();
        return chart.addSeries(name, prices, lost);
    }
}

package dev.coppice.eval.sweep;

import dev.coppice.eval.chart.ChartStyle;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Metric;
import java.awt.Color;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot of MACs against accuracy, or of milliseconds if any point has a budget in milliseconds. It shows every point, the
 * original, the Pareto front with its knee, and the spread over seeds.
 */
public final class ParetoPlot {
    private static final String FRONT = "Pareto front";
    private static final String ORIGINAL = "original";
    private static final double GIGA = 1e9;

    private ParetoPlot() {}

    /** The rows on the Pareto front of cost and accuracy, cheapest first. */
    public static List<SweepRow> front(List<SweepRow> rows) {
        boolean timed = isTimed(rows);
        return ParetoFront.of(rows, r -> cost(r, timed), r -> r.figure("mIoU"));
    }

    /** Whether points are compared by their milliseconds. */
    static boolean isTimed(List<SweepRow> rows) {
        return rows.stream().anyMatch(SweepRow::isPlannedInTime);
    }

    /** The cost of a row: milliseconds on one thread, or GMAC. */
    static double cost(SweepRow row, boolean timed) {
        return timed ? row.figure("latencyOneThreadMs") : row.figure("macs") / GIGA;
    }

    /** The same in the unit of the front of all rows. */
    static double cost(SweepRow row, List<SweepRow> rows) {
        return cost(row, isTimed(rows));
    }

    /** What the cost is, in words. */
    static String costWords(boolean timed) {
        return timed ? "ms on one thread (batch 1)" : "GMAC (batch 1)";
    }

    /** The cost of the original, in the same unit. */
    static double originalCost(SweepRow row, boolean timed) {
        return timed
                ? row.figure("latencyOneThreadMs") * row.figure("timesAsFastOneThread")
                : row.figure("originalMacs") / GIGA;
    }

    /**
     * Draws the rows as PNG.
     *
     * @throws InvalidInputException if no row has figures, or this Java finds no fonts to write with
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, Metric metric, List<SweepRow> rows) {
        List<SweepRow> done = rows.stream().filter(SweepRow::isDone).toList();
        if (done.isEmpty()) {
            throw new InvalidInputException(
                    "There is nothing to draw: none of the " + rows.size() + " points was compressed.");
        }
        ChartStyle.write(file, chart(metric, done));
    }

    private static XYChart chart(Metric metric, List<SweepRow> done) {
        boolean timed = isTimed(done);
        XYChart chart = ChartStyle.chart("Accuracy against cost", costWords(timed), metric.words());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setMarkerSize(9);
        points(chart, "compressed", done, timed)
                .setLineColor(new Color(0, 0, 0, 0))
                .setLineWidth(0);
        points(chart, FRONT, front(done), timed).setMarker(SeriesMarkers.NONE);
        FrontKnee.of(done)
                .ifPresent(knee -> points(chart, "knee", List.of(knee), timed).setMarker(SeriesMarkers.SQUARE));
        spread(chart, SeedSpread.of(done));
        SweepRow any = done.get(0);
        chart.addSeries(ORIGINAL, new double[] {originalCost(any, timed)}, new double[] {any.figure("originalMIoU")})
                .setMarker(SeriesMarkers.DIAMOND);
        ChartStyle.label(
                chart, FRONT, front(done).stream().map(SweepRow::shortName).toList());
        ChartStyle.label(chart, ORIGINAL, List.of(ORIGINAL));
        return chart;
    }

    /** Means over seeds, with a standard deviation to either side. */
    private static void spread(XYChart chart, List<SeedSpread> spreads) {
        List<SeedSpread> placed =
                spreads.stream().filter(s -> !Double.isNaN(s.cost())).toList();
        if (!placed.isEmpty()) {
            chart.addSeries(
                            "mean over seeds",
                            placed.stream().mapToDouble(SeedSpread::cost).toArray(),
                            placed.stream().mapToDouble(SeedSpread::mean).toArray(),
                            placed.stream().mapToDouble(SeedSpread::deviation).toArray())
                    .setMarker(SeriesMarkers.CROSS)
                    .setLineColor(new Color(0, 0, 0, 0))
                    .setLineWidth(0);
        }
    }

    private static XYSeries points(XYChart chart, String name, List<SweepRow> rows, boolean timed) {
        double[] costs = rows.stream().mapToDouble(r -> cost(r, timed)).toArray();
        double[] accuracy = rows.stream().mapToDouble(r -> r.figure("mIoU")).toArray();
        return chart.addSeries(name, costs, accuracy);
    }
}

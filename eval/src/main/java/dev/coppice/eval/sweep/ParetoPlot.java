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
 * A plot of the accuracy of every point against its cost, with the original, the Pareto front, its knee and the spread over seeds.
 */
public final class ParetoPlot {
    private static final String FRONT = "Pareto front";
    private static final String ORIGINAL = "original";

    private ParetoPlot() {}

    /**
     * Draws a front as PNG.
     *
     * @throws InvalidInputException if no point is on it, or this Java finds no fonts to write with
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, Metric metric, SweepFront front) {
        if (front.points().isEmpty()) {
            throw new InvalidInputException(
                    "There is nothing to draw: none of the " + front.rows().size() + " points was compressed.");
        }
        ChartStyle.write(file, chart(metric, front));
    }

    private static XYChart chart(Metric metric, SweepFront front) {
        XYChart chart = ChartStyle.chart("Accuracy against cost", front.cost().axis(front.unit()), metric.words());
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setMarkerSize(9);
        points(chart, "compressed", front, front.known())
                .setLineColor(new Color(0, 0, 0, 0))
                .setLineWidth(0);
        points(chart, FRONT, front, front.points()).setMarker(SeriesMarkers.NONE);
        front.knee()
                .ifPresent(knee -> points(chart, "knee", front, List.of(knee)).setMarker(SeriesMarkers.SQUARE));
        spread(chart, front.spreads(), front.unit());
        SweepRow any = front.known().get(0);
        chart.addSeries(ORIGINAL, new double[] {front.original() / front.unit()}, new double[] {
                    any.figure("originalMIoU")
                })
                .setMarker(SeriesMarkers.DIAMOND);
        ChartStyle.label(
                chart, FRONT, front.points().stream().map(SweepRow::shortName).toList());
        ChartStyle.label(chart, ORIGINAL, List.of(ORIGINAL));
        return chart;
    }

    /** Means over seeds, with a standard deviation to either side. */
    private static void spread(XYChart chart, List<SeedSpread> spreads, double unit) {
        List<SeedSpread> placed =
                spreads.stream().filter(s -> !Double.isNaN(s.cost())).toList();
        if (!placed.isEmpty()) {
            chart.addSeries(
                            "mean over seeds",
                            placed.stream().mapToDouble(s -> s.cost() / unit).toArray(),
                            placed.stream().mapToDouble(SeedSpread::mean).toArray(),
                            placed.stream().mapToDouble(SeedSpread::deviation).toArray())
                    .setMarker(SeriesMarkers.CROSS)
                    .setLineColor(new Color(0, 0, 0, 0))
                    .setLineWidth(0);
        }
    }

    private static XYSeries points(XYChart chart, String name, SweepFront front, List<SweepRow> rows) {
        double[] costs = rows.stream()
                .mapToDouble(row -> front.cost().of(row) / front.unit())
                .toArray();
        double[] accuracy = rows.stream().mapToDouble(r -> r.figure("mIoU")).toArray();
        return chart.addSeries(name, costs, accuracy);
    }
}

package dev.coppice.eval.analysis.output;

import dev.coppice.eval.chart.ChartStyle;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Numbers;
import dev.coppice.eval.page.Plot;
import dev.coppice.models.InvalidInputException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot over a logarithmic axis of frequency, without frequency 0. A logarithmic axis of figures leaves out those that are
 * not positive.
 */
public final class FrequencyPlot {
    /** Colours that differ in hue and lightness, as many as street data have classes. */
    private static final Color[] COLOURS = colours(
            0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF,
            0x222222, 0x98DF8A);

    /** Lines that a page shows, at most. */
    private static final int MOST = 30;

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<Line> lines = new ArrayList<>();
    private boolean logarithmic;

    /** A line of it, without what a plot cannot show. */
    private record Line(String name, Style style, List<Double> x, List<Double> y) {}

    private enum Style {
        LINE,
        DASHED,
        POINTS,
        LEVEL
    }

    /** An empty plot. */
    public FrequencyPlot(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** Makes the axis of figures logarithmic. */
    public FrequencyPlot logarithmic() {
        logarithmic = true;
        return this;
    }

    /** Adds a line in the next colour. */
    public FrequencyPlot line(String name, double[] x, double[] y) {
        return add(name, Style.LINE, x, y);
    }

    /** Adds a dashed line in the colour of the line before, without an entry in the legend. */
    public FrequencyPlot dashed(String name, double[] x, double[] y) {
        return add(name + " (dashed)", Style.DASHED, x, y);
    }

    /** Adds points in the next colour, joined by a thin line. */
    public FrequencyPlot points(String name, double[] x, double[] y) {
        return add(name, Style.POINTS, x, y);
    }

    /** Adds a grey line at one figure, over the frequencies so far. */
    public FrequencyPlot level(String name, double y) {
        double[] ends = lines.stream()
                .flatMap(line -> line.x().stream())
                .mapToDouble(x -> x)
                .sorted()
                .toArray();
        return ends.length == 0
                ? this
                : add(name, Style.LEVEL, new double[] {ends[0], ends[ends.length - 1]}, new double[] {y, y});
    }

    private FrequencyPlot add(String name, Style style, double[] x, double[] y) {
        int[] shown = IntStream.range(0, x.length)
                .filter(i -> x[i] > 0 && Double.isFinite(y[i]) && (!logarithmic || y[i] > 0))
                .toArray();
        if (shown.length > 0) {
            lines.add(new Line(
                    name,
                    style,
                    Arrays.stream(shown).mapToObj(i -> x[i]).toList(),
                    Arrays.stream(shown).mapToObj(i -> y[i]).toList()));
        }
        return this;
    }

    /** The plot for a page, below its title. */
    public Html html() {
        List<Plot.Series> series = lines.stream()
                .limit(MOST)
                .map(line -> new Plot.Series(
                        line.name(),
                        switch (line.style()) {
                            case POINTS -> Plot.Style.LINE;
                            case DASHED -> Plot.Style.DASHES;
                            case LINE, LEVEL -> Plot.Style.CURVE;
                        },
                        IntStream.range(0, line.x().size())
                                .mapToObj(i -> new Plot.Point(
                                        line.x().get(i),
                                        line.y().get(i),
                                        line.name() + ": "
                                                + Numbers.digits(line.y().get(i)) + " at "
                                                + Numbers.digits(line.x().get(i))))
                                .toList()))
                .toList();
        Plot plot = new Plot(
                title,
                new Plot.Axis(xTitle, Plot.Axis.Kind.LOGARITHMIC),
                new Plot.Axis(yTitle, logarithmic ? Plot.Axis.Kind.LOGARITHMIC : Plot.Axis.Kind.LINEAR),
                series);
        String more = lines.size() > MOST ? "The first " + MOST + " of " + lines.size() + " lines." : "";
        Html drawn = plot.draw();
        return Html.element("div")
                .add(
                        Html.element("h3", title),
                        more.isEmpty()
                                ? drawn
                                : Html.all(
                                        List.of(drawn, Html.element("p", more).of("note"))));
    }

    /**
     * Draws the plot as PNG.
     *
     * @throws InvalidInputException if this Java finds no fonts to write with
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path file) {
        XYChart chart = ChartStyle.chart(title, xTitle, yTitle);
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(logarithmic);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        int colour = -1;
        for (Line line : lines) {
            colour += line.style() == Style.DASHED || line.style() == Style.LEVEL ? 0 : 1;
            draw(chart, line, line.style() == Style.LEVEL ? Color.GRAY : COLOURS[Math.max(0, colour) % COLOURS.length]);
        }
        ChartStyle.write(file, chart);
    }

    private static void draw(XYChart chart, Line line, Color colour) {
        XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
        series.setMarkerColor(colour);
        series.setLineColor(colour).setLineWidth(line.style() == Style.LINE ? 2 : 1);
        // XChart would otherwise dash every seventh series
        series.setLineStyle(SeriesLines.SOLID);
        series.setMarker(line.style() == Style.POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        if (line.style() == Style.DASHED) {
            series.setLineStyle(
                    new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0));
            series.setShowInLegend(false);
        }
    }

    private static Color[] colours(int... values) {
        return Arrays.stream(values).mapToObj(Color::new).toArray(Color[]::new);
    }
}

package dev.coppice.eval.analysis.output;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Pictures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot over a logarithmic axis of frequency, without frequency 0. A logarithmic axis of figures leaves out those that are
 * not positive.
 */
public final class FrequencyPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    /** Colours that differ in hue and lightness, as many as street data have classes. */
    private static final Color[] COLOURS = colours(
            0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF,
            0x222222, 0x98DF8A);

    private final XYChart chart;
    private int colour = -1;

    /** An empty plot. */
    public FrequencyPlot(String title, String xTitle, String yTitle) {
        this.chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setMarkerSize(8);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
    }

    /** Makes the axis of figures logarithmic. */
    public FrequencyPlot logarithmic() {
        chart.getStyler().setYAxisLogarithmic(true);
        return this;
    }

    /** Adds a line in the next colour. */
    public FrequencyPlot line(String name, double[] x, double[] y) {
        colour++;
        add(name, x, y, SeriesStyle.LINE);
        return this;
    }

    /** Adds a dashed line in the colour of the line before, without an entry in the legend. */
    public FrequencyPlot dashed(String name, double[] x, double[] y) {
        add(name + " (dashed)", x, y, SeriesStyle.DASHED);
        return this;
    }

    /** Adds points in the next colour, joined by a thin line. */
    public FrequencyPlot points(String name, double[] x, double[] y) {
        colour++;
        add(name, x, y, SeriesStyle.POINTS);
        return this;
    }

    /** Adds a grey line at one figure, over the frequencies so far. */
    public FrequencyPlot level(String name, double y) {
        double[] ends = chart.getSeriesMap().values().stream()
                .flatMapToDouble(series -> Arrays.stream(series.getXData()))
                .sorted()
                .toArray();
        if (ends.length == 0) {
            return this;
        }
        XYSeries series = chart.addSeries(name, new double[] {ends[0], ends[ends.length - 1]}, new double[] {y, y});
        series.setMarker(SeriesMarkers.NONE).setLineColor(Color.GRAY).setLineWidth(1);
        return this;
    }

    private enum SeriesStyle {
        LINE,
        DASHED,
        POINTS
    }

    private void add(String name, double[] x, double[] y, SeriesStyle style) {
        boolean positive = chart.getStyler().isYAxisLogarithmic();
        int[] shown = IntStream.range(0, x.length)
                .filter(i -> x[i] > 0 && Double.isFinite(y[i]) && (!positive || y[i] > 0))
                .toArray();
        if (shown.length == 0) {
            return;
        }
        XYSeries series = chart.addSeries(
                name,
                Arrays.stream(shown).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(shown).mapToDouble(i -> y[i]).toArray());
        Color own = COLOURS[colour % COLOURS.length];
        series.setMarkerColor(own);
        series.setLineColor(own).setLineWidth(style == SeriesStyle.LINE ? 2 : 1);
        // XChart would otherwise dash every seventh series
        series.setLineStyle(SeriesLines.SOLID);
        series.setMarker(style == SeriesStyle.POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        if (style == SeriesStyle.DASHED) {
            series.setLineStyle(
                    new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0));
            series.setShowInLegend(false);
        }
    }

    /**
     * Draws the plot as PNG.
     *
     * @throws InvalidInputException if this Java finds no fonts to write with
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path file) {
        try {
            Pictures.write(file, BitmapEncoder.getBufferedImage(chart));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + file + "': " + FileTrouble.of(e), e);
        } catch (InternalError | LinkageError e) {
            // a Java without fontconfig or FreeType fails in this way at the first letter
            throw new InvalidInputException(
                    "'" + file + "' was not drawn: this Java finds no fonts. Install fontconfig and a font.", e);
        }
    }

    private static Color[] colours(int... values) {
        return Arrays.stream(values).mapToObj(Color::new).toArray(Color[]::new);
    }
}

package dev.coppice.eval.chart;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Pictures;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;

/** The one style of all charts that are written as PNG: white, without frames, in the font of all other pictures. */
public final class ChartStyle {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    /** The width of a letter and the height of a line, as shares of a chart. */
    private static final double LETTER = 0.009;

    private static final double LINE = 0.04;

    /** How far a label stands above its point, as a share of a chart. */
    private static final double ABOVE = 0.035;

    private static final Color INK = new Color(0x202020);
    private static final Color GRID = new Color(0xD8DCE0);

    private ChartStyle() {}

    /** An empty chart. */
    public static XYChart chart(String title, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setPlotGridLinesColor(GRID);
        styler.setAxisTickMarksColor(GRID);
        styler.setMarkerSize(8);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setPlotBorderVisible(false);
        styler.setChartTitleBoxVisible(false);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        return chart;
    }

    /** Writes a text above each point of a series. A text that would cover another is left out. */
    public static void label(XYChart chart, String series, List<String> labels) {
        XYSeries points = Objects.requireNonNull(chart.getSeriesMap().get(series), series);
        double[] x = points.getXData();
        double[] y = points.getYData();
        Range across = Range.of(chart, XYSeries::getXData);
        Range up = Range.of(chart, XYSeries::getYData);
        List<double[]> taken = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            double[] place = {across.share(x[i]), up.share(y[i])};
            double wide = Math.max(labels.get(i).length(), 1) * LETTER;
            if (Double.isFinite(y[i])
                    && taken.stream()
                            .noneMatch(t -> Math.abs(t[0] - place[0]) < wide && Math.abs(t[1] - place[1]) < LINE)) {
                taken.add(place);
                AnnotationText text = new AnnotationText(labels.get(i), x[i], y[i] + ABOVE * up.size(), false);
                chart.addAnnotation(text);
            }
        }
    }

    /** The range of all points of a chart along an axis. */
    private record Range(double low, double high) {
        static Range of(XYChart chart, Function<XYSeries, double[]> data) {
            DoubleSummaryStatistics all = chart.getSeriesMap().values().stream()
                    .flatMapToDouble(one -> DoubleStream.of(data.apply(one)))
                    .filter(Double::isFinite)
                    .summaryStatistics();
            return new Range(all.getMin(), all.getMax());
        }

        double size() {
            return high - low;
        }

        double share(double value) {
            return size() > 0 ? (value - low) / size() : 0;
        }
    }

    /**
     * Draws a chart as PNG.
     *
     * @throws InvalidInputException if this Java finds no fonts to write with
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, XYChart chart) {
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
}

package dev.coppice.eval.sweep;

import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.eval.report.Measured;
import dev.coppice.eval.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One line of {@code sweep.csv}: a point and what became of it. Figures that do not exist are NaN, empty in the file.
 *
 * @param name of the point and its folder
 * @param prune the ratio or {@code none}
 * @param truncate the grid or {@code none}
 * @param reason why it failed, empty if it did not
 * @param figures by column, as {@link #FIGURES} lists them
 * @param options everything that decides the result: where a line with the same options is, the work is done
 */
public record SweepRow(
        String name, String prune, String truncate, String reason, List<Double> figures, String options) {
    /** The columns of {@link #figures}. */
    public static final List<String> FIGURES = List.of(
            "macs",
            "macsShare",
            "parameters",
            "bytes",
            "latencyMedianMs",
            "latencyP95Ms",
            "speedup",
            "mIoU",
            "mIoUBeforeRetraining",
            "pixelAccuracy",
            "dice",
            "originalMacs",
            "originalMIoU");

    public SweepRow {
        figures = List.copyOf(figures);
    }

    /** The line of a point that was compressed. */
    static SweepRow done(SweepPoint point, String options, Report report) {
        Measured before = report.original();
        Measured after = report.retrained();
        double share = (double) after.cost().macs() / before.cost().macs();
        double speedup = latency(before, LatencyFigures::median) / latency(after, LatencyFigures::median);
        List<Double> figures = List.of(
                (double) after.cost().macs(),
                share,
                (double) after.cost().parameters(),
                (double) after.bytes(),
                latency(after, LatencyFigures::median),
                latency(after, LatencyFigures::p95),
                speedup,
                after.evaluation().mIoU(),
                report.rewritten().evaluation().mIoU(),
                after.evaluation().pixelAccuracy(),
                after.evaluation().dice(),
                (double) before.cost().macs(),
                before.evaluation().mIoU());
        return new SweepRow(point.name(), point.pruneText(), point.truncateText(), "", figures, options);
    }

    /** The line of a point that could not be compressed. */
    static SweepRow failed(SweepPoint point, String options, String reason) {
        List<Double> none = FIGURES.stream().map(c -> Double.NaN).toList();
        return new SweepRow(point.name(), point.pruneText(), point.truncateText(), reason, none, options);
    }

    private static double latency(Measured measured, ToDoubleFunction<LatencyFigures> figure) {
        Optional<LatencyFigures> latency = measured.latency();
        return latency.isEmpty() ? Double.NaN : figure.applyAsDouble(latency.get());
    }

    /** Whether the point was compressed. */
    public boolean isDone() {
        return reason.isEmpty();
    }

    /** The figure of a column. */
    public double figure(String column) {
        return figures.get(FIGURES.indexOf(column));
    }

    /** A figure as it stands in the file: whole numbers whole, others to six digits, empty if there is none. */
    static String format(double figure) {
        if (Double.isNaN(figure)) {
            return "";
        }
        return figure == Math.rint(figure)
                ? String.format(Locale.ROOT, "%.0f", figure)
                : String.format(Locale.ROOT, "%.6f", figure);
    }
}

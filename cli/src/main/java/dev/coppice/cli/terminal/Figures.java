package dev.coppice.cli.terminal;

import dev.coppice.eval.latency.DeployedLatency;
import dev.coppice.eval.latency.LatencyFigures;
import dev.coppice.eval.report.Measured;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Metric;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Numbers in the form that people read. */
public final class Figures {
    private static final String NONE = "-";

    private Figures() {}

    /** A count in steps of a thousand: {@code 13.74 G}, {@code 512}. */
    public static String count(long value) {
        if (value < 1_000) {
            return Long.toString(value);
        }
        if (value < 1_000_000) {
            return decimals(value / 1e3, " k");
        }
        return value < 1_000_000_000 ? decimals(value / 1e6, " M") : decimals(value / 1e9, " G");
    }

    /** A size in decimal steps: {@code 4.36 MB}. */
    public static String bytes(long value) {
        return count(value) + (value < 1_000 ? " B" : "B");
    }

    /** A part of a whole in per cent, with one decimal. */
    public static String share(long part, long whole) {
        return whole == 0 ? NONE : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    /** An accuracy in [0, 1] with four decimals; a dash if there is none. */
    public static String accuracy(double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.4f", value);
    }

    /** The accuracy of a network and the figure beside it, as lines. */
    public static List<String> accuracies(Evaluation evaluation) {
        Metric metric = evaluation.metric();
        return List.of(
                line(metric.words(), evaluation.accuracy()), line(metric.secondaryWords(), evaluation.secondary()));
    }

    private static String line(String name, double accuracy) {
        return String.format(Locale.ROOT, "%-16s%s", name, accuracy(accuracy));
    }

    /** A drop of accuracy in percentage points; a loss is above 0. A dash if there is none. */
    public static String drop(double drop) {
        return Drop.text(drop, NONE);
    }

    /** Milliseconds; small ones have two decimals. */
    public static String millis(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.1f ms", value);
    }

    /** The median latency of a network; a dash if it was not timed. */
    public static String latency(Measured network, Function<DeployedLatency, LatencyFigures> threads) {
        return network.latency()
                .map(threads)
                .map(figures -> millis(figures.median()))
                .orElse(NONE);
    }

    /** The speed-up over another network; a dash if one of them was not timed. */
    public static String faster(Measured than, Measured network, Function<DeployedLatency, LatencyFigures> threads) {
        return than.latency()
                .flatMap(before -> network.latency()
                        .map(after -> times(threads.apply(before).median()
                                / threads.apply(after).median())))
                .orElse(NONE);
    }

    /** A factor with two decimals. */
    public static String times(double factor) {
        return Double.isNaN(factor) ? NONE : String.format(Locale.ROOT, "%.2fx", factor);
    }

    private static String decimals(double value, String unit) {
        return String.format(Locale.ROOT, "%.2f", value) + unit;
    }
}

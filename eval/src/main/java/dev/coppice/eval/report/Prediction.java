package dev.coppice.eval.report;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.models.measure.Drop;
import java.util.Locale;

/**
 * A figure that a plan predicted, and what came of it.
 *
 * @param figure in words
 * @param unit of both values
 * @param predicted before anything was trained
 * @param measured NaN where it was not
 */
public record Prediction(String figure, Unit unit, double predicted, double measured) {
    private static final String MISSING = "–";

    /** What figures are counted in. */
    public enum Unit {
        /** Milliseconds. */
        MS,
        /** Multiply-accumulates. */
        MACS,
        /** Elements of constants. */
        PARAMETERS,
        /** Of the ONNX file. */
        BYTES,
        /** Of the original's, in [0, 1]. */
        SHARE,
        /** What is lost of the mIoU, in [-1, 1]. */
        DROP;

        /** What amounts of a budget are counted in. */
        public static Unit of(BudgetKind kind) {
            return switch (kind) {
                case LATENCY -> MS;
                case MACS -> MACS;
                case PARAMETERS -> PARAMETERS;
                case BYTES -> BYTES;
            };
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String text(double value) {
            return switch (this) {
                case MS -> BudgetKind.LATENCY.text(value);
                case MACS -> BudgetKind.MACS.text(value);
                case PARAMETERS -> BudgetKind.PARAMETERS.text(value);
                case BYTES -> BudgetKind.BYTES.text(value);
                case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
                case DROP -> Drop.text(value, MISSING) + " points";
            };
        }
    }

    /** The prediction for people: {@code 15.2 ms}, {@code 3.41 GMAC}, {@code 25.1 %}, {@code 1.30 points}. */
    public String predictedText() {
        return text(predicted);
    }

    /** The measurement likewise, a dash where there is none. */
    public String measuredText() {
        return text(measured);
    }

    private String text(double value) {
        return Double.isNaN(value) ? MISSING : unit.text(value);
    }
}

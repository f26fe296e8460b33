package dev.coppice.eval.report;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.models.measure.Drop;
import java.util.Locale;

/**
 * A figure that a plan predicted, and its measurement.
 *
 * @param figure what is predicted, in words
 * @param unit the unit of both values
 * @param predicted the value predicted before training
 * @param measured the measured value, NaN if it was not measured
 */
public record Prediction(String figure, Unit unit, double predicted, double measured) {
    private static final String MISSING = "–";

    /** The unit of a figure. */
    public enum Unit {
        /** Milliseconds. */
        MS,
        /** Multiply-accumulates. */
        MACS,
        /** Elements of constants. */
        PARAMETERS,
        /** Bytes of the ONNX file. */
        BYTES,
        /** Share of the original's value, in [0, 1]. */
        SHARE,
        /** Drop of the accuracy as a share, in [-1, 1]. */
        DROP;

        /** The unit that a budget's amounts are counted in. */
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

    /** The prediction as text: {@code 15.2 ms}, {@code 3.41 GMAC}, {@code 25.1 %}, {@code 1.30 points}. */
    public String predictedText() {
        return text(predicted);
    }

    /** The measurement as text, a dash if there is none. */
    public String measuredText() {
        return text(measured);
    }

    private String text(double value) {
        return Double.isNaN(value) ? MISSING : unit.text(value);
    }
}

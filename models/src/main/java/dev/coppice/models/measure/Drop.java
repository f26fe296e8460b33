package dev.coppice.models.measure;

import java.util.Locale;

/**
 * Difference between two accuracies: above 0 a loss, below 0 a gain. JSON and CSV hold it as a share, like accuracies. The
 * terminal, Markdown, pictures and limits give it in percentage points.
 */
public final class Drop {
    private static final double HALF_A_HUNDREDTH = 0.005;

    private Drop() {}

    /** The drop from one accuracy to another, both in [0, 1]; NaN if either is NaN. */
    public static double of(double before, double after) {
        return before - after;
    }

    /** A drop in percentage points. */
    public static double points(double drop) {
        return 100 * drop;
    }

    /**
     * A drop in percentage points with two decimals: {@code 4.89} is a loss, {@code -0.12} a gain, and NaN gives
     * {@code missing}.
     */
    public static String text(double drop, String missing) {
        if (Double.isNaN(drop)) {
            return missing;
        }
        double points = points(drop);
        // no "-0.00"
        return String.format(Locale.ROOT, "%.2f", Math.abs(points) < HALF_A_HUNDREDTH ? 0.0 : points);
    }
}

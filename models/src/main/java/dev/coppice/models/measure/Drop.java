package dev.coppice.models.measure;

import java.util.Locale;

/**
 * What an accuracy lacks of another: above 0 a loss, below 0 a gain. JSON and CSV hold it as a share, as they do accuracies;
 * people read it in points of a hundred, on the terminal, in Markdown and in pictures, and limits are given so.
 */
public final class Drop {
    private static final double HALF_A_HUNDREDTH = 0.005;

    private Drop() {}

    /** From one accuracy to another, both in [0, 1]; NaN where either is. */
    public static double of(double before, double after) {
        return before - after;
    }

    /** A drop in points of a hundred. */
    public static double points(double drop) {
        return 100 * drop;
    }

    /** A drop in points with two decimals: {@code 4.89} is a loss, {@code -0.12} a gain; {@code missing} where it is NaN. */
    public static String text(double drop, String missing) {
        if (Double.isNaN(drop)) {
            return missing;
        }
        double points = points(drop);
        // no "-0.00"
        return String.format(Locale.ROOT, "%.2f", Math.abs(points) < HALF_A_HUNDREDTH ? 0.0 : points);
    }
}

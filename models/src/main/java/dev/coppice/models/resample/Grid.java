package dev.coppice.models.resample;

import dev.coppice.models.InvalidInputException;
import java.math.BigInteger;

/**
 * A spatial grid relative to the network's input: p/q of its height and r/s of its width, rounded up. If both fractions are
 * equal, the width is written with p and q too.
 *
 * @param p numerator of the height, at least 1
 * @param q denominator of the height, at least p
 * @param r numerator of the width, at least 1
 * @param s denominator of the width, at least r
 */
public record Grid(int p, int q, int r, int s) {
    /** The input's own grid. */
    public static final Grid FULL = new Grid(1, 1);

    public Grid {
        if (p < 1 || q < p || r < 1 || s < r) {
            throw new InvalidInputException("Grid " + text(p, q, r, s)
                    + " is not in (0, 1]. Give a fraction such as 1/2, or two for height and width, 1/2x1/4.");
        }
        if ((long) p * s == (long) r * q) {
            r = p;
            s = q;
        }
    }

    /** The same fraction on both axes. */
    public Grid(int p, int q) {
        this(p, q, p, q);
    }

    /** Reads {@code p/q} or {@code 1} for both axes, {@code p/qxr/s} for height and width. */
    public static Grid parse(String text) {
        String[] axes = text.strip().split("x", -1);
        try {
            if (axes.length > 2) {
                throw new NumberFormatException(axes.length + " axes");
            }
            int[] height = fraction(axes[0]);
            int[] width = fraction(axes[axes.length - 1]);
            return new Grid(height[0], height[1], width[0], width[1]);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "Grid '" + text + "' is no fraction. Give one such as 1/2, or two for height and width, 1/2x1/4.",
                    e);
        }
    }

    private static int[] fraction(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 2) {
            throw new NumberFormatException(text);
        }
        return new int[] {Integer.parseInt(parts[0].strip()), parts.length == 2 ? Integer.parseInt(parts[1].strip()) : 1
        };
    }

    /** Whether both axes have the same fraction. */
    public boolean isUniform() {
        return p == r && q == s;
    }

    /** The same grid with both fractions in lowest terms. */
    public Grid reduced() {
        int height = BigInteger.valueOf(p).gcd(BigInteger.valueOf(q)).intValue();
        int width = BigInteger.valueOf(r).gcd(BigInteger.valueOf(s)).intValue();
        return new Grid(p / height, q / height, r / width, s / width);
    }

    /** The rows of this grid for an input of this height: ⌈height · p/q⌉. */
    public int rows(int height) {
        return ceiling(height, p, q);
    }

    /** The columns of this grid for an input of this width: ⌈width · r/s⌉. */
    public int columns(int width) {
        return ceiling(width, r, s);
    }

    /** The grid in tensor names: {@code 1_2}, or {@code 1_2x1_4} if the axes differ. */
    public String id() {
        return toString().replace('/', '_');
    }

    private static int ceiling(int size, int numerator, int denominator) {
        return Math.toIntExact(((long) size * numerator + denominator - 1) / denominator);
    }

    private static String text(int p, int q, int r, int s) {
        String height = p + "/" + q;
        String width = r + "/" + s;
        return height.equals(width) ? height : height + "x" + width;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return text(p, q, r, s);
    }
}

package dev.coppice.models.resample;

import dev.coppice.models.InvalidInputException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A spatial grid relative to the network's input: a fraction of each of its space axes, rounded up. The axes are those of
 * the input behind batch and channels: length; height and width; or depth, height and width.
 *
 * @param axes one fraction where all axes have the same one, whatever their number; otherwise one for each axis
 */
public record Grid(List<Share> axes) {
    /** The input's own grid. */
    public static final Grid FULL = new Grid(1, 1);

    private static final int MOST_AXES = 3;

    /**
     * The fraction of one axis.
     *
     * @param p numerator, at least 1
     * @param q denominator, at least p
     */
    public record Share(int p, int q) {
        /** The number of samples on an axis of this size: ⌈size · p/q⌉. */
        public int of(int size) {
            return Math.toIntExact(((long) size * p + q - 1) / q);
        }

        /** This fraction in lowest terms. */
        Share reduced() {
            int divisor = BigInteger.valueOf(p).gcd(BigInteger.valueOf(q)).intValue();
            return new Share(p / divisor, q / divisor);
        }

        private boolean equalsInValue(Share other) {
            return (long) p * other.q == (long) other.p * q;
        }

        @Override
        public String toString() {
            return p + "/" + q;
        }
    }

    public Grid {
        axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.stream().anyMatch(a -> a.p() < 1 || a.q() < a.p())) {
            throw new InvalidInputException(
                    "Grid " + text(axes)
                            + " is not in (0, 1]. Give a fraction such as 1/2, or one for each axis: 1/2x1/4 for height and width.");
        }
        if (axes.stream().allMatch(axes.get(0)::equalsInValue)) {
            axes = List.of(axes.get(0));
        }
    }

    /** The same fraction on all axes. */
    public Grid(int p, int q) {
        this(List.of(new Share(p, q)));
    }

    /** The fractions p/q of the height and r/s of the width. */
    public Grid(int p, int q, int r, int s) {
        this(List.of(new Share(p, q), new Share(r, s)));
    }

    /**
     * Reads {@code p/q} or {@code 1} for all axes, {@code p/qxr/s} for height and width, or three of them for depth, height
     * and width.
     */
    public static Grid parse(String text) {
        String[] parts = text.strip().split("x", -1);
        try {
            if (parts.length > MOST_AXES) {
                throw new NumberFormatException(parts.length + " axes");
            }
            List<Share> axes = new ArrayList<>();
            for (String part : parts) {
                axes.add(share(part));
            }
            return new Grid(axes);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "Grid '" + text
                            + "' is no fraction. Give one such as 1/2, or one for each axis: 1/2x1/4 for height and width.",
                    e);
        }
    }

    private static Share share(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 2) {
            throw new NumberFormatException(text);
        }
        int p = Integer.parseInt(parts[0].strip());
        return new Share(p, parts.length == 2 ? Integer.parseInt(parts[1].strip()) : 1);
    }

    /** Whether all axes have the same fraction. */
    public boolean isUniform() {
        return axes.size() == 1;
    }

    /** Whether an input with this number of space axes has this grid. */
    public boolean fits(int spaceAxes) {
        return isUniform() || axes.size() == spaceAxes;
    }

    /** The fraction of a space axis; 0 is the first. */
    public Share share(int axis) {
        return axes.get(isUniform() ? 0 : axis);
    }

    /** The same grid with all fractions in lowest terms. */
    public Grid reduced() {
        return new Grid(axes.stream().map(Share::reduced).toList());
    }

    /** The samples of this grid along a space axis of an input of this size: ⌈size · p/q⌉. */
    public int samples(int axis, int size) {
        return share(axis).of(size);
    }

    /** The grid with these sizes of an input of those sizes. */
    public static Grid ofSizes(int[] sizes, int[] whole) {
        Share[] axes = new Share[sizes.length];
        Arrays.setAll(axes, i -> new Share(sizes[i], whole[i]));
        return new Grid(List.of(axes));
    }

    /** The grid in tensor names: {@code 1_2}, or {@code 1_2x1_4} if the axes differ. */
    public String id() {
        return toString().replace('/', '_');
    }

    /** Each fraction once: axes of equal text are written as one. */
    private static String text(List<Share> axes) {
        return axes.stream().distinct().count() == 1
                ? axes.get(0).toString()
                : axes.stream().map(Share::toString).collect(Collectors.joining("x"));
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return text(axes);
    }
}

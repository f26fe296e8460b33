package dev.coppice.models.graph;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The concrete sizes of a tensor's axes; activations are NCHW. Immutable. */
public final class Shape {
    /** The shape of a scalar: no axes, one element. */
    public static final Shape SCALAR = new Shape();

    private final int[] sizes;

    private Shape(int... sizes) {
        this.sizes = sizes;
    }

    /** A shape with these sizes, none negative. */
    public static Shape of(int... sizes) {
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in " + Arrays.toString(sizes));
            }
        }
        return new Shape(sizes.clone());
    }

    /** Number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** Size of an axis; a negative index counts from the end. */
    public int size(int axis) {
        return sizes[axis < 0 ? axis + sizes.length : axis];
    }

    /** A copy of the sizes. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** Number of elements. */
    public long elements() {
        long n = 1;
        for (int size : sizes) {
            n = Math.multiplyExact(n, (long) size);
        }
        return n;
    }

    /** This shape with one axis resized. */
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis < 0 ? axis + sizes.length : axis] = size;
        return of(changed);
    }

    /**
     * The shape of maps with two space axes, for maps with any: the slices of a volume lie one below the other, and a signal
     * is one row. A shape without space axes stays.
     */
    public Shape asPicture() {
        return rank() == 4 || rank() < 3 ? this : of(sizes[0], sizes[1], product(2, rank() - 1), size(-1));
    }

    /** The same for predictions N×K, which are one point of each picture: N×K×1×1. */
    public Shape asPrediction() {
        return rank() == 2 ? of(sizes[0], sizes[1], 1, 1) : asPicture();
    }

    /** Product of the sizes of axes {@code from} (inclusive) to {@code to} (exclusive). */
    public int product(int from, int to) {
        int n = 1;
        for (int axis = from; axis < to; axis++) {
            n = Math.multiplyExact(n, sizes[axis]);
        }
        return n;
    }

    /**
     * The shape both broadcast to, axes aligned at the end as in NumPy and ONNX.
     *
     * @throws IllegalArgumentException if two sizes differ and neither is 1
     */
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] out = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int x = i <= a.rank() ? a.sizes[a.rank() - i] : 1;
            int y = i <= b.rank() ? b.sizes[b.rank() - i] : 1;
            if (x != y && x != 1 && y != 1) {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
            }
            out[rank - i] = x == 1 ? y : x;
        }
        return new Shape(out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** The sizes as people write them: {@code 1×3×360×480}, or {@code scalar}. */
    @Override
    public String toString() {
        return sizes.length == 0
                ? "scalar"
                : Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }
}

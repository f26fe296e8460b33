package dev.coppice.compress.channel.propagation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Indices: the atoms of one tensor, in an array of the smallest shape that broadcasts to it. An axis of length 1 carries
 * no channels, or the tensor's axis has one index; nothing is cut there. Immutable.
 */
public final class Indices {
    /** The atom of places without a channel, never cut. */
    public static final int FIXED = Atoms.FIXED;

    private final int[] lengths;
    private final int[] atoms;

    private Indices(int[] lengths, int... atoms) {
        this.lengths = lengths;
        this.atoms = atoms;
    }

    /** Indices without channels on any axis. */
    public static Indices fixed(int rank) {
        return along(rank, 0, FIXED);
    }

    /** Indices with atoms along one axis. */
    public static Indices along(int rank, int axis, int... atoms) {
        int[] lengths = new int[rank];
        Arrays.fill(lengths, 1);
        if (rank > 0) {
            lengths[axis] = atoms.length;
        }
        return new Indices(lengths, atoms.clone());
    }

    public int rank() {
        return lengths.length;
    }

    /** The length of an axis: 1 or the tensor's size. */
    public int length(int axis) {
        return lengths[axis];
    }

    /** A copy of all lengths. */
    public int[] lengths() {
        return lengths.clone();
    }

    /** A copy of the atoms in C order. */
    public int[] atoms() {
        return atoms.clone();
    }

    /** The axes that carry channels: those longer than 1. */
    public int[] axes() {
        return IntStream.range(0, lengths.length).filter(k -> lengths[k] > 1).toArray();
    }

    /** Whether all its atoms are fixed. */
    public boolean isFixed() {
        return Arrays.stream(atoms).allMatch(a -> a == FIXED);
    }

    /** Of several the ones that carry channels on an axis; the first if none do. */
    static Indices on(int axis, List<Indices> all) {
        return all.stream().filter(one -> one.length(axis) > 1).findFirst().orElse(all.get(0));
    }

    /** The position on an axis of the element at an offset in C order. */
    public int position(int offset, int axis) {
        return offset / stride(axis) % lengths[axis];
    }

    private int stride(int axis) {
        int stride = 1;
        for (int k = axis + 1; k < lengths.length; k++) {
            stride *= lengths[k];
        }
        return stride;
    }

    /** These indices with axes of length 1 repeated up to these lengths. */
    public Indices expand(int... target) {
        if (Arrays.equals(target, lengths)) {
            return this;
        }
        int[] out = new int[product(target)];
        for (int i = 0; i < out.length; i++) {
            int rest = i;
            int from = 0;
            int stride = 1;
            for (int k = target.length - 1; k >= 0; k--) {
                from += lengths[k] == 1 ? 0 : rest % target[k] * stride;
                stride *= lengths[k];
                rest /= target[k];
            }
            out[i] = atoms[from];
        }
        return new Indices(target.clone(), out);
    }

    /** The indices at these positions of one axis; {@link #FIXED} where a position is -1. An axis of length 1 stays. */
    public Indices select(int axis, int... positions) {
        if (lengths[axis] == 1) {
            return this;
        }
        int[] target = lengths.clone();
        target[axis] = positions.length;
        int stride = stride(axis);
        int[] out = new int[product(target)];
        for (int i = 0; i < out.length; i++) {
            int outer = i / (stride * positions.length);
            int at = positions[i / stride % positions.length];
            out[i] = at < 0 ? FIXED : atoms[(outer * lengths[axis] + at) * stride + i % stride];
        }
        return new Indices(target, out);
    }

    /** These indices with axes in another order: axis i of the result is axis {@code permutation[i]} of this. */
    public Indices transpose(int... permutation) {
        int[] target = new int[rank()];
        int[] strides = new int[rank()];
        for (int k = 0; k < target.length; k++) {
            target[k] = lengths[permutation[k]];
            strides[k] = stride(permutation[k]);
        }
        int[] out = new int[atoms.length];
        for (int i = 0; i < out.length; i++) {
            int rest = i;
            int from = 0;
            for (int k = target.length - 1; k >= 0; k--) {
                from += rest % target[k] * strides[k];
                rest /= target[k];
            }
            out[i] = atoms[from];
        }
        return new Indices(target, out);
    }

    /** The same atoms in C order under other lengths with the same product. */
    public Indices withLengths(int... other) {
        if (product(other) != atoms.length) {
            throw new IllegalArgumentException(Arrays.toString(lengths) + " is not " + Arrays.toString(other));
        }
        return new Indices(other.clone(), atoms);
    }

    /** These indices with axes of length 1 added in front, up to a rank. */
    public Indices aligned(int rank) {
        int[] target = new int[rank];
        Arrays.fill(target, 1);
        System.arraycopy(lengths, 0, target, rank - rank(), rank());
        return new Indices(target, atoms);
    }

    /** The concatenation of indices that agree on all axes but one. */
    public static Indices concat(int axis, List<Indices> parts) {
        Indices first = parts.get(0);
        int[] target = first.lengths.clone();
        target[axis] = parts.stream().mapToInt(p -> p.lengths[axis]).sum();
        int stride = first.stride(axis);
        int outer = product(target) / Math.max(1, stride * target[axis]);
        int[] out = new int[product(target)];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (Indices part : parts) {
                int block = stride * part.lengths[axis];
                System.arraycopy(part.atoms, o * block, out, at, block);
                at += block;
            }
        }
        return new Indices(target, out);
    }

    /** These indices with other atoms in their places. */
    Indices map(IntUnaryOperator change) {
        return new Indices(lengths, Arrays.stream(atoms).map(change).toArray());
    }

    /** These indices with length 1 on every axis along which nothing changes. */
    public Indices compact() {
        Indices small = this;
        for (int k = 0; k < rank(); k++) {
            if (small.lengths[k] > 1 && small.isConstantAlong(k)) {
                small = small.select(k, 0);
            }
        }
        return small;
    }

    private boolean isConstantAlong(int axis) {
        int stride = stride(axis);
        for (int i = 0; i < atoms.length; i++) {
            int first = i - position(i, axis) * stride;
            if (atoms[i] != atoms[first]) {
                return false;
            }
        }
        return true;
    }

    private static int product(int... values) {
        return Arrays.stream(values).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return Arrays.toString(lengths) + " " + Arrays.toString(atoms);
    }
}

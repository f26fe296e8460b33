package dev.coppice.models.graph;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A permutation of axes as a value: axis i of one tensor is axis {@code axes[i]} of the other. A file's N×H×W×C map that is
 * carried as N×C×H×W has the order 0, 2, 3, 1.
 *
 * @param axes the axes by position; empty where both tensors have the same order
 */
public record AxisOrder(List<Integer> axes) {
    /** The same order, for any number of axes. */
    public static final AxisOrder SAME = new AxisOrder(List.of());

    public AxisOrder {
        axes = List.copyOf(axes);
    }

    /** The order with these axes, all of 0 to n − 1. */
    public static AxisOrder of(int... axes) {
        boolean same = IntStream.range(0, axes.length).allMatch(i -> axes[i] == i);
        return same ? SAME : new AxisOrder(IntStream.of(axes).boxed().toList());
    }

    /** Channels last in the file, carried behind the batch; the same order below three axes. */
    public static AxisOrder channelsLast(int rank) {
        int[] axes = new int[rank];
        for (int i = 1; i < rank; i++) {
            axes[i] = i == rank - 1 ? 1 : i + 1;
        }
        return of(axes);
    }

    public boolean isSame() {
        return axes.isEmpty();
    }

    /** The other tensor's axis for an axis of this one. */
    public int axis(int own) {
        return isSame() ? own : axes.get(own);
    }

    /** All axes, for a tensor with this many. */
    public int[] over(int rank) {
        return IntStream.range(0, rank).map(this::axis).toArray();
    }

    /** The order of a tensor whose axis i is axis {@code next[i]} of a tensor in this order. */
    public AxisOrder then(int... next) {
        return of(IntStream.of(next).map(this::axis).toArray());
    }

    /** The way back. */
    public AxisOrder inverse() {
        int[] back = new int[axes.size()];
        for (int i = 0; i < back.length; i++) {
            back[axes.get(i)] = i;
        }
        return of(back);
    }

    /** The sizes of a tensor in this order, from the other tensor's. */
    public Shape of(Shape other) {
        return Shape.of(IntStream.of(over(other.rank())).map(other::size).toArray());
    }

    /** The axes of a tensor in this order, from the other tensor's; none where those are unknown. */
    public <T> List<T> of(List<T> other) {
        return IntStream.of(over(other.size())).mapToObj(other::get).toList();
    }

    /** The tensor in this order with the other tensor's elements. */
    public Tensor of(Tensor other) {
        if (isSame()) {
            return other;
        }
        Shape in = other.shape();
        Shape out = of(in);
        int rank = in.rank();
        int[] strides = new int[rank];
        for (int i = 0; i < rank; i++) {
            strides[i] = in.product(axis(i) + 1, rank);
        }
        int[] from = new int[Math.toIntExact(out.elements())];
        for (int axis = rank - 1, block = 1; axis >= 0 && from.length > 0; axis--) {
            for (int at = 1; at < out.size(axis); at++) {
                for (int k = 0; k < block; k++) {
                    from[at * block + k] = from[k] + at * strides[axis];
                }
            }
            block *= out.size(axis);
        }
        return Tensor.of(other.type(), out, picked(other, from));
    }

    private static ByteBuffer picked(Tensor tensor, int... from) {
        int width = tensor.type().bytes();
        ByteBuffer source = tensor.bytes();
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(from.length, width)).order(source.order());
        for (int i = 0; i < from.length; i++) {
            switch (width) {
                case 1 -> bytes.put(i, source.get(from[i]));
                case 2 -> bytes.putShort(i * 2, source.getShort(from[i] * 2));
                case 4 -> bytes.putInt(i * 4, source.getInt(from[i] * 4));
                default -> bytes.putLong(i * 8, source.getLong(from[i] * 8));
            }
        }
        return bytes;
    }
}

package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Batch rules of operators that move elements. The elements of an image must stay together, in order. */
final class MovementBatch {
    private MovementBatch() {}

    static int transpose(BatchContext c) {
        int rank = c.shape(0).rank();
        int[] reversed = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
        int[] perm = c.node().attributes().integers("perm", reversed);
        int batch = c.only();
        return IntStream.range(0, rank)
                .filter(i -> perm[i] == batch)
                .findFirst()
                .orElseThrow();
    }

    static int concat(BatchContext c) {
        int batch = BatchRules.common(c, c.following());
        if (c.resolved(c.node().attributes().integer("axis", 0)) == batch) {
            throw new FixedBatchException("works along the batch");
        }
        IntStream.range(0, c.node().inputs().size()).forEach(i -> c.requireAlong(batch, i));
        return batch;
    }

    static int split(BatchContext c) {
        return AxisBatch.along(c, c.node().attributes().integer("axis", 0));
    }

    static int gather(BatchContext c) {
        long axis = c.node().attributes().integer("axis", 0);
        int batch = AxisBatch.along(c, axis);
        return c.resolved(axis) < batch ? batch + c.shape(1).rank() - 1 : batch;
    }

    static int slice(BatchContext c) {
        int batch = c.only();
        long[] starts = c.integers(1).orElseThrow();
        long[] ends = c.integers(2).orElseThrow();
        long[] axes =
                c.integers(3).orElseGet(() -> LongStream.range(0, starts.length).toArray());
        long[] steps = c.integers(4)
                .orElseGet(
                        () -> LongStream.generate(() -> 1).limit(starts.length).toArray());
        for (int i = 0; i < axes.length; i++) {
            boolean whole = starts[i] == 0 && ends[i] >= Integer.MAX_VALUE && steps[i] == 1;
            if (c.resolved(axes[i]) == batch && !whole) {
                throw new FixedBatchException("takes a part of the batch");
            }
        }
        return batch;
    }

    static int pad(BatchContext c) {
        int batch = c.only();
        long[] pads = c.integers(1).orElseThrow();
        long[] axes = c.integers(3)
                .orElseGet(() -> LongStream.range(0, pads.length / 2).toArray());
        for (int i = 0; i < axes.length; i++) {
            if (c.resolved(axes[i]) == batch && (pads[i] != 0 || pads[i + axes.length] != 0)) {
                throw new FixedBatchException("pads the batch");
            }
        }
        return batch;
    }

    static int tile(BatchContext c) {
        int batch = c.only();
        if (c.integers(1).orElseThrow()[batch] != 1) {
            throw new FixedBatchException("repeats the batch");
        }
        return batch;
    }

    static int expand(BatchContext c) {
        int axis = c.only() + c.output().rank() - c.shape(0).rank();
        if (c.output().size(axis) != c.shape(0).size(c.only())) {
            throw new FixedBatchException("repeats the batch");
        }
        return axis;
    }

    static int squeeze(BatchContext c) {
        int batch = c.only();
        Shape x = c.shape(0);
        int[] gone = c.integers(1)
                .map(axes -> Arrays.stream(axes).mapToInt(c::resolved).toArray())
                .orElseGet(() ->
                        IntStream.range(0, x.rank()).filter(i -> x.size(i) == 1).toArray());
        if (Arrays.stream(gone).anyMatch(a -> a == batch)) {
            throw new FixedBatchException("takes the axis of the batch away");
        }
        return batch - (int) Arrays.stream(gone).filter(a -> a < batch).count();
    }

    static int unsqueeze(BatchContext c) {
        int batch = c.only();
        int rank = c.output().rank();
        long[] added = c.integers(1).orElseThrow();
        int[] kept = IntStream.range(0, rank)
                .filter(i -> Arrays.stream(added).noneMatch(a -> Math.floorMod(a, rank) == i))
                .toArray();
        return kept[batch];
    }

    static int flatten(BatchContext c) {
        int batch = c.only();
        Shape x = c.shape(0);
        int axis = c.node().attributes().integer("axis", 1);
        int cut = axis < 0 ? axis + x.rank() : axis;
        boolean rows = batch < cut;
        if (x.product(rows ? 0 : cut, batch) != 1) {
            throw new FixedBatchException("mixes values of several images");
        }
        return rows ? 0 : 1;
    }

    /** The output axis with as many elements before it as before the batch in the input, so that both are divided alike. */
    static int reshape(BatchContext c) {
        int before = c.shape(0).product(0, c.only());
        Shape out = c.output();
        return IntStream.range(0, out.rank())
                .filter(i -> out.product(0, i) == before && out.size(i) % c.batch() == 0)
                .findFirst()
                .orElseThrow(() -> new FixedBatchException("mixes values of several images"));
    }
}

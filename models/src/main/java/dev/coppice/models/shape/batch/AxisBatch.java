package dev.coppice.models.shape.batch;

import java.util.Arrays;

/** Batch rules of operators that work along axes; the batch must not be one of these axes. */
final class AxisBatch {
    private AxisBatch() {}

    /** Follows the batch through an operator along one axis of its only batched input. */
    static int along(BatchContext c, long axis) {
        int batch = c.only();
        if (c.resolved(axis) == batch) {
            throw new FixedBatchException("works along the batch");
        }
        return batch;
    }

    static int cumulated(BatchContext c) {
        return along(c, c.integers(1).orElseThrow()[0]);
    }

    /** Follows the batch through a normalisation from an axis to the last. */
    static int layer(BatchContext c) {
        int batch = c.only();
        if (c.resolved(c.node().attributes().integer("axis", -1)) <= batch) {
            throw new FixedBatchException("works along the batch");
        }
        return batch;
    }

    /** Follows the batch through scales for all, or along another axis. */
    static int quantised(BatchContext c) {
        return c.shape(1).elements() == 1
                ? c.only()
                : along(c, c.node().attributes().integer("axis", 1));
    }

    static int reduced(BatchContext c) {
        long[] axes = c.integers(1).orElse(new long[0]);
        if (axes.length == 0 && c.node().attributes().integer("noop_with_empty_axes", 0) == 1) {
            return c.only();
        }
        if (axes.length == 0) {
            throw new FixedBatchException("works along the batch");
        }
        return without(c, axes);
    }

    /** Follows the batch through maps that are sampled at positions. */
    static int sampled(BatchContext c) {
        c.requireAlong(0, 0);
        c.requireAlong(0, 1);
        return 0;
    }

    /** Follows the batch through triangles of the last two axes. */
    static int triangular(BatchContext c) {
        along(c, -1);
        return along(c, -2);
    }

    static int argument(BatchContext c) {
        return without(c, c.node().attributes().integer("axis", 0));
    }

    private static int without(BatchContext c, long... axes) {
        for (long axis : axes) {
            along(c, axis);
        }
        int batch = c.only();
        boolean kept = c.node().attributes().integer("keepdims", 1) == 1;
        return kept
                ? batch
                : batch
                        - (int) Arrays.stream(axes)
                                .filter(a -> c.resolved(a) < batch)
                                .count();
    }
}

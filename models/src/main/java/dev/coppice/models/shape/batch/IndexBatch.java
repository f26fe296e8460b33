package dev.coppice.models.shape.batch;

import java.util.stream.IntStream;

/** Batch rules of operators that read or write at indices. No index may choose among images. */
final class IndexBatch {
    private IndexBatch() {}

    /** Follows the batch through entries taken or written along one axis, at places of which each image has its own. */
    static int elements(BatchContext c) {
        int batch = BatchRules.common(c, c.following());
        if (c.resolved(c.node().attributes().integer("axis", 0)) == batch) {
            throw new FixedBatchException("works along the batch");
        }
        IntStream.range(0, c.node().inputs().size()).forEach(i -> c.requireAlong(batch, i));
        return batch;
    }

    /** Follows the batch of what is read from, in front of the indexed axes or behind them. */
    static int gathered(BatchContext c) {
        requireData(c);
        int own = c.node().attributes().integer("batch_dims", 0);
        if (c.axis(0) < own) {
            c.requireAlong(c.axis(0), 1);
            return c.axis(0);
        }
        return behind(c, own + c.shape(1).size(-1));
    }

    /** Follows the batch of what is written to, behind the indexed axes. */
    static int scattered(BatchContext c) {
        requireData(c);
        c.requireAlong(behind(c, c.shape(1).size(-1)), 2);
        return c.axis(0);
    }

    private static void requireData(BatchContext c) {
        if (!c.follows(0)) {
            throw new FixedBatchException("takes parameters that differ from image to image");
        }
    }

    /** The axis of the batch beside one entry for each index, whose axes come first. */
    private static int behind(BatchContext c, int indexed) {
        if (c.axis(0) < indexed || c.follows(1)) {
            throw new FixedBatchException("chooses among images");
        }
        return c.shape(1).rank() - 1 + c.axis(0) - indexed;
    }
}

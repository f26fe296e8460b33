package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.EinsumEquation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Batch rules of matrix products. The batch may be rows, columns or stacks, and is never summed over. */
final class ProductBatch {
    private ProductBatch() {}

    static int matMul(BatchContext c) {
        int rank = c.output().rank();
        int axis = -1;
        for (int i : c.following()) {
            int fromEnd = c.shape(i).rank() - 1 - c.axis(i);
            boolean summed = fromEnd == (i == 0 ? 0 : 1) || c.shape(i).rank() == 1;
            boolean alone = c.following().length == 1;
            if (summed || (fromEnd < 2 && !alone)) {
                throw new FixedBatchException("multiplies values of different images");
            }
            int own = rank - 1 - fromEnd;
            if (axis >= 0 && own != axis) {
                throw new FixedBatchException("joins tensors whose batch stands in different axes");
            }
            axis = own;
        }
        stacks(c, rank, axis);
        return axis;
    }

    /** A constant stack must be the same for all images. */
    private static void stacks(BatchContext c, int rank, int axis) {
        for (int i = 0; i < 2; i++) {
            int own = axis - rank + c.shape(i).rank();
            if (!c.follows(i) && axis < rank - 2 && own >= 0 && c.shape(i).size(own) != 1) {
                throw new FixedBatchException("holds matrices " + c.shape(i) + " along the batch");
            }
        }
    }

    static int einsum(BatchContext c) {
        List<Shape> shapes =
                IntStream.range(0, c.node().inputs().size()).mapToObj(c::shape).toList();
        EinsumEquation equation = EinsumEquation.of(c.node(), shapes);
        int[] labels = Arrays.stream(c.following())
                .map(i -> equation.inputs().get(i).charAt(c.axis(i)))
                .distinct()
                .toArray();
        if (labels.length != 1) {
            throw new FixedBatchException("multiplies values of different images");
        }
        for (int i = 0; i < shapes.size(); i++) {
            int own = equation.inputs().get(i).indexOf(labels[0]);
            if (!c.follows(i) && own >= 0 && shapes.get(i).size(own) != 1) {
                throw new FixedBatchException("holds values " + shapes.get(i) + " along the batch");
            }
        }
        int axis = equation.output().indexOf(labels[0]);
        if (axis < 0) {
            throw new FixedBatchException("sums over the batch");
        }
        return axis;
    }

    static int gemm(BatchContext c) {
        boolean left = c.follows(0);
        boolean right = c.follows(1);
        if (left == right) {
            throw new FixedBatchException("multiplies values of different images");
        }
        int rows = c.node().attributes().integer("transA", 0);
        int columns = 1 - c.node().attributes().integer("transB", 0);
        if (left ? c.axis(0) != rows : c.axis(1) != columns) {
            throw new FixedBatchException("sums over the batch");
        }
        int axis = left ? 0 : 1;
        if (c.node().hasInput(2)) {
            int own = axis - 2 + c.shape(2).rank();
            boolean fits =
                    c.follows(2) ? own == c.axis(2) : own < 0 || c.shape(2).size(own) == 1;
            if (!fits) {
                throw new FixedBatchException("adds values " + c.shape(2) + " along the batch");
            }
        }
        return axis;
    }
}

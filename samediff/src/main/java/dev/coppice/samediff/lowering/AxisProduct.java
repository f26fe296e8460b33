package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** The product of one axis of a variable with a constant matrix. */
final class AxisProduct {
    private AxisProduct() {}

    /**
     * The variable whose entries along an axis are sums of the input's.
     *
     * @param in shape of the variable: that of the node's first input but for sizes that do not follow the batch
     * @param matrix weights, one row for each entry of the axis and one column for each of the result
     * @return a variable in the input's shape, but for the axis
     */
    static SDVariable apply(LoweringContext c, SDVariable x, Shape in, int axis, float[][] matrix) {
        int[] swap = IntStream.range(0, in.rank()).toArray();
        swap[axis] = in.rank() - 1;
        swap[in.rank() - 1] = axis;
        SDVariable last = axis == in.rank() - 1 ? x : c.sd().permute(x, swap);
        SDVariable rows = c.sd().reshape(last, -1, in.size(axis));
        SDVariable product = rows.mmul(c.fixed(flat(matrix), matrix.length, matrix[0].length));
        long[] sizes = WeightLayout.longs(in.with(axis, in.size(-1)).with(-1, matrix[0].length));
        int open = c.openAxis();
        if (open != axis) {
            sizes[swap[open]] = -1;
        }
        if (in.rank() == 1) {
            return c.sd().reshape(product, matrix[0].length);
        }
        SDVariable stack = c.sd().reshape(product, sizes);
        return axis == in.rank() - 1 ? stack : c.sd().permute(stack, swap);
    }

    /** The rows of a matrix, one after the other. */
    static float[] flat(float[][] matrix) {
        float[] flat = new float[matrix.length * matrix[0].length];
        for (int row = 0; row < matrix.length; row++) {
            System.arraycopy(matrix[row], 0, flat, row * matrix[0].length, matrix[0].length);
        }
        return flat;
    }
}

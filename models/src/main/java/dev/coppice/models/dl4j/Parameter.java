package dev.coppice.models.dl4j;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;

/**
 * A stretch of the flat vector of coefficients and the constant of the graph that it becomes.
 *
 * @param constant name of the constant
 * @param stored its shape in the vector, in C order
 * @param form how the constant's elements stand in the vector
 * @param shape the constant's shape
 */
record Parameter(String constant, Shape stored, Form form, Shape shape) {
    /** The most numbers that a constant of ONNX holds: 2 GiB of floats. */
    private static final double MOST = Integer.MAX_VALUE / (double) Float.BYTES;

    /** A variance of zero has no logarithm. */
    private static final double LEAST_VARIANCE = 1e-30;

    Parameter {
        double count = 1;
        for (int size : stored.sizes()) {
            count *= size;
        }
        if (count > MOST) {
            throw new IllegalArgumentException("its parameter '" + constant + "' " + Arrays.toString(stored.sizes())
                    + " takes more than 2 GiB, which ONNX cannot hold");
        }
    }

    /** How a constant's elements stand in the vector of coefficients. */
    sealed interface Form {}

    /** In the same order. */
    record Same() implements Form {}

    /** With axes in another order: axis i of the constant is axis {@code axes[i]} of the vector's stretch. */
    record Permuted(AxisOrder order) implements Form {}

    /** A variance, as the logarithm of base 10 of its root. */
    record LogDeviation() implements Form {}

    static Parameter same(String constant, Shape shape) {
        return new Parameter(constant, shape, new Same(), shape);
    }

    /** The constant from the vector's stretch. */
    Tensor toGraph(Tensor stretch) {
        if (form instanceof Permuted permuted) {
            return permuted.order().of(stretch).reshape(shape);
        }
        if (form instanceof LogDeviation) {
            float[] values = stretch.toFloats();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.pow(10, 2.0 * values[i]);
            }
            return Tensor.floats(shape, values);
        }
        return stretch.reshape(shape);
    }

    /** The vector's stretch from the constant. */
    Tensor toFile(Tensor constant) {
        if (form instanceof Permuted permuted) {
            AxisOrder order = permuted.order();
            return order.inverse().of(constant.reshape(order.of(stored)));
        }
        if (form instanceof LogDeviation) {
            float[] values = constant.toFloats();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (Math.log10(Math.max(values[i], LEAST_VARIANCE)) / 2);
            }
            return Tensor.floats(stored, values);
        }
        return constant.reshape(stored);
    }

    /** The number of coefficients. */
    long count() {
        return stored.elements();
    }

    @Override
    public String toString() {
        return constant + " " + Arrays.toString(stored.sizes());
    }
}

package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Conversion of a constant from ONNX layout to an ND4J array: a reshape, then a permutation of axes. Both directions are
 * exact.
 *
 * @param shape shape of the reshaped tensor, with the same number of elements
 * @param axes the axis of {@code shape} for each axis of the array
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after construction; equals is defined
public record WeightLayout(Shape shape, int... axes) {
    /** The layout that changes nothing. */
    public static WeightLayout plain(Shape shape) {
        return new WeightLayout(shape, IntStream.range(0, shape.rank()).toArray());
    }

    /** The array of a tensor in single precision; a truth value is 1 or 0. */
    public INDArray array(Tensor tensor) {
        INDArray plain = Nd4j.create(floats(tensor), longs(shape), 'c');
        return isPlain() ? plain : plain.permute(axes).dup('c');
    }

    private static float[] floats(Tensor tensor) {
        if (tensor.type().isFloating()) {
            return tensor.toFloats();
        }
        double[] values = tensor.toDoubles();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The values of an array in ONNX layout and C order. */
    public float[] values(INDArray array) {
        INDArray plain = isPlain() ? array : array.permute(inverse());
        return plain.dup('c').data().asFloat();
    }

    /** The inverse permutation. */
    public int[] inverse() {
        int[] inverse = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            inverse[axes[i]] = i;
        }
        return inverse;
    }

    /** Converts sizes for ND4J. */
    public static long[] longs(Shape shape) {
        return Arrays.stream(shape.sizes()).asLongStream().toArray();
    }

    /** Writes all values of an array in C order. */
    public static void fill(INDArray array, float... values) {
        if (array.length() != values.length) {
            throw new IllegalArgumentException(values.length + " values for an array of " + array.length());
        }
        ((FloatPointer) array.data().pointer()).put(values);
    }

    /** Whether the permutation is the identity. */
    boolean isPlain() {
        return Arrays.equals(axes, IntStream.range(0, axes.length).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightLayout layout && shape.equals(layout.shape) && Arrays.equals(axes, layout.axes);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(axes);
    }
}

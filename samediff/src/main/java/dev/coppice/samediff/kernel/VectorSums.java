package dev.coppice.samediff.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for the sum of many vectors, such as the gradient of a bias, times a factor. A few hundred vectors are added in single
 * precision, their sums in double. It is Java: a product with a vector of ones copies the vectors first.
 */
public final class VectorSums {
    /** The number of values that are taken from native memory at once. */
    private static final int BLOCK = 1 << 14;

    /** The least number of values that are added beside each other. */
    private static final int WIDTH = 64;

    private final FloatPointer values;
    private final FloatPointer sums;
    private final long from;
    private final long length;
    private final double factor;
    private final float[] block;
    private final float[] part;
    private final double[] total;
    private final float[] result;

    /**
     * Takes fixed arrays, dense and in C order.
     *
     * @param values R×C in any shape
     * @param sums C in any shape, to be written
     */
    public VectorSums(INDArray values, INDArray sums, double factor) {
        int channels = Math.toIntExact(sums.length());
        this.values = new FloatPointer(values.data().pointer());
        this.sums = new FloatPointer(sums.data().pointer()).position(sums.offset());
        this.factor = factor;
        from = values.offset();
        length = values.length();
        part = new float[channels * ((WIDTH + channels - 1) / channels)];
        block = new float[Math.toIntExact(Math.min(length, (long) part.length * Math.max(1, BLOCK / part.length)))];
        total = new double[channels];
        result = new float[channels];
    }

    /** Computes the sums. */
    public void run() {
        Arrays.fill(total, 0);
        for (long at = 0; at < length; at += block.length) {
            int taken = (int) Math.min(block.length, length - at);
            values.position(from + at).get(block, 0, taken);
            add(taken);
        }
        for (int channel = 0; channel < total.length; channel++) {
            result[channel] = (float) (factor * total[channel]);
        }
        sums.put(result, 0, result.length);
    }

    private void add(int taken) {
        Arrays.fill(part, 0);
        int at = 0;
        for (; at + part.length <= taken; at += part.length) {
            for (int i = 0; i < part.length; i++) {
                part[i] += block[at + i];
            }
        }
        for (int i = 0; at + i < taken; i++) {
            part[i] += block[at + i];
        }
        for (int i = 0; i < part.length; i++) {
            total[i % total.length] += part[i];
        }
    }
}

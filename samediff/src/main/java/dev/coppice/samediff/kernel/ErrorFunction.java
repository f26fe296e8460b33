package dev.coppice.samediff.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for the error function: the quotient of two polynomials that Eigen and TensorFlow use,
 * within a few units in the last place. It is Java, whose compiler makes vectors of such loops.
 */
public final class ErrorFunction {
    private static final int BLOCK = 1 << 12;

    /** From here on, a float's result is 1. */
    private static final float END = 4;

    private final FloatPointer values;
    private final FloatPointer results;
    private final long from;
    private final long to;
    private final long length;

    /**
     * Takes fixed arrays of one shape, dense and in C order.
     *
     * @param results array to write; may be the other
     */
    public ErrorFunction(INDArray values, INDArray results) {
        this.values = new FloatPointer(values.data().pointer());
        this.results = new FloatPointer(results.data().pointer());
        from = values.offset();
        to = results.offset();
        length = values.length();
    }

    /** Computes the results. */
    public void run() {
        RowScaleGradient.rows(Math.toIntExact((length + BLOCK - 1) / BLOCK), BLOCK)
                .forEach(this::block);
    }

    private void block(int number) {
        long at = (long) number * BLOCK;
        float[] block = new float[(int) Math.min(BLOCK, length - at)];
        new FloatPointer(values).position(from + at).get(block);
        erf(block);
        new FloatPointer(results).position(to + at).put(block);
    }

    private static void erf(float... x) {
        for (int i = 0; i < x.length; i++) {
            float z = Math.max(-END, Math.min(END, x[i]));
            float s = z * z;
            float above = -2.7261424e-10f * s + 2.7706815e-8f;
            above = above * s - 2.101024e-6f;
            above = above * s - 5.6925062e-5f;
            above = above * s - 7.3499064e-4f;
            above = above * s - 2.9546e-3f;
            above = above * s - 1.6096033e-2f;
            float below = -1.45660715e-5f * s - 2.1337405e-4f;
            below = below * s - 1.682827e-3f;
            below = below * s - 7.3733293e-3f;
            below = below * s - 1.4264739e-2f;
            x[i] = z * above / below;
        }
    }
}

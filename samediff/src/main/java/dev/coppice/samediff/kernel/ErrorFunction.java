package dev.coppice.samediff.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kernel for the error function: the quotient of two polynomials that Eigen and TensorFlow use, within a few units in the last place.
 * The C library's takes several times as long. It is Java, whose compiler makes vectors of such loops.
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
            float above = -2.72614225801306e-10f * s + 2.77068142495902e-08f;
            above = above * s - 2.10102402082508e-06f;
            above = above * s - 5.69250639462346e-05f;
            above = above * s - 7.34990630326855e-04f;
            above = above * s - 2.95459980854025e-03f;
            above = above * s - 1.60960333262415e-02f;
            float below = -1.45660718464996e-05f * s - 2.13374055278905e-04f;
            below = below * s - 1.68282697438203e-03f;
            below = below * s - 7.37332916720468e-03f;
            below = below * s - 1.42647390514189e-02f;
            x[i] = z * above / below;
        }
    }
}

package dev.coppice.compress.spectral;

import java.util.Arrays;

/** Softmax over classes, pixel by pixel, for maps in class-major order. Scratch of one thread. */
final class Softmax {
    private final double[] largest;
    private final double[] sum;
    private final short[] predicted;

    Softmax(int pixels) {
        this.largest = new double[pixels];
        this.sum = new double[pixels];
        this.predicted = new short[pixels];
    }

    /**
     * Finds max, argmax (the first of equal ones) and log Σ exp of every pixel.
     *
     * @param logits class by class, a map each
     */
    void of(double[][] logits) {
        System.arraycopy(logits[0], 0, largest, 0, largest.length);
        Arrays.fill(predicted, (short) 0);
        Arrays.fill(sum, 0);
        for (int c = 1; c < logits.length; c++) {
            for (int i = 0; i < largest.length; i++) {
                if (logits[c][i] > largest[i]) {
                    largest[i] = logits[c][i];
                    predicted[i] = (short) c;
                }
            }
        }
        for (double[] map : logits) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += Math.exp(map[i] - largest[i]);
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = largest[i] + Math.log(sum[i]);
        }
    }

    /** The class of a pixel. */
    int predicted(int pixel) {
        return predicted[pixel];
    }

    /** log Σ exp of a pixel's logits, y_p. */
    double logSum(int pixel) {
        return sum[pixel];
    }
}

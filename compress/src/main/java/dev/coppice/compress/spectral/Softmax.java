package dev.coppice.compress.spectral;

import java.util.Arrays;

/** Softmax over classes, pixel by pixel, for maps in class-major order. It holds scratch memory of one thread. */
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
     * Computes argmax (the first of equal ones), log Σ exp and the probabilities of every pixel.
     *
     * @param logits one map for each class
     * @param probabilities one map for each class, which is filled
     */
    void of(double[][] logits, double[][] probabilities) {
        largest(logits);
        Arrays.fill(sum, 0);
        for (int c = 0; c < logits.length; c++) {
            for (int i = 0; i < sum.length; i++) {
                probabilities[c][i] = Math.exp(logits[c][i] - largest[i]);
                sum[i] += probabilities[c][i];
            }
        }
        for (double[] map : probabilities) {
            for (int i = 0; i < sum.length; i++) {
                map[i] /= sum[i];
            }
        }
        logSum();
    }

    /** Computes only argmax and log Σ exp of every pixel. */
    void of(double[][] logits) {
        largest(logits);
        Arrays.fill(sum, 0);
        for (double[] map : logits) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += Math.exp(map[i] - largest[i]);
            }
        }
        logSum();
    }

    private void largest(double[][] logits) {
        System.arraycopy(logits[0], 0, largest, 0, largest.length);
        Arrays.fill(predicted, (short) 0);
        for (int c = 1; c < logits.length; c++) {
            double[] map = logits[c];
            for (int i = 0; i < largest.length; i++) {
                if (map[i] > largest[i]) {
                    largest[i] = map[i];
                    predicted[i] = (short) c;
                }
            }
        }
    }

    private void logSum() {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = largest[i] + Math.log(sum[i]);
        }
    }

    /** The predicted class of a pixel. */
    int predicted(int pixel) {
        return predicted[pixel];
    }

    /** The value y_p = log Σ exp of a pixel's logits. */
    double logSum(int pixel) {
        return sum[pixel];
    }
}

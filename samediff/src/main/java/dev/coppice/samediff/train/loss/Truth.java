package dev.coppice.samediff.train.loss;

import java.util.stream.IntStream;

/**
 * True classes of a batch's pixels, with their weights.
 *
 * @param labels class of each pixel; below 0 if ignored
 * @param weights weight of a pixel of each class, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // belong to one batch; handed over, not copied
public record Truth(short[] labels, double[] weights) {
    /** The label of a pixel beyond the picture's edge, where even a teacher knows nothing. */
    public static final int OUTSIDE = -2;

    int pixels() {
        return labels.length;
    }

    int classes() {
        return weights.length;
    }

    /** The pixels that are labelled, in rising order. */
    int[] labelledPixels() {
        return IntStream.range(0, labels.length).filter(p -> labels[p] >= 0).toArray();
    }

    /** The classes at some of the pixels. */
    Truth at(int... pixels) {
        short[] picked = new short[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            picked[i] = labels[pixels[i]];
        }
        return new Truth(picked, weights);
    }

    /** Whether each pixel is of a class. */
    boolean[] isOf(int c) {
        boolean[] is = new boolean[labels.length];
        for (int p = 0; p < labels.length; p++) {
            is[p] = labels[p] == c;
        }
        return is;
    }

    /** Whether each pixel lies inside the picture. */
    boolean[] inside() {
        boolean[] inside = new boolean[labels.length];
        for (int p = 0; p < labels.length; p++) {
            inside[p] = labels[p] != OUTSIDE;
        }
        return inside;
    }

    /** The sum of the weights of all labelled pixels. */
    double pixelWeight() {
        double sum = 0;
        for (short label : labels) {
            sum += label < 0 ? 0 : weights[label];
        }
        return sum;
    }

    /** The share of each class in a mean over the occurring classes; 0 for a class without pixels. Shares sum to 1. */
    double[] classShares() {
        double[] shares = new double[classes()];
        for (short label : labels) {
            if (label >= 0) {
                shares[label] = weights[label];
            }
        }
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        for (int c = 0; c < shares.length && sum > 0; c++) {
            shares[c] /= sum;
        }
        return shares;
    }
}

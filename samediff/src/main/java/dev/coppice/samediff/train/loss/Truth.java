package dev.coppice.samediff.train.loss;

/**
 * What is known of a batch's pixels.
 *
 * @param labels class of each pixel; below 0 where it counts for nothing
 * @param weights what a pixel of each class counts, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // a batch's own arrays; handed over, not copied
public record Truth(short[] labels, double[] weights) {
    /** The label of a pixel beyond the picture's edge, where nobody knows anything. */
    public static final int OUTSIDE = -2;

    int pixels() {
        return labels.length;
    }

    int classes() {
        return weights.length;
    }

    /** Whether each pixel is of the picture. */
    boolean[] inside() {
        boolean[] inside = new boolean[labels.length];
        for (int p = 0; p < labels.length; p++) {
            inside[p] = labels[p] != OUTSIDE;
        }
        return inside;
    }

    /** The weights summed over all labelled pixels. */
    double pixelWeight() {
        double sum = 0;
        for (short label : labels) {
            sum += label < 0 ? 0 : weights[label];
        }
        return sum;
    }

    /** The share of each class in a mean over the classes that are seen: 0 for one that no pixel has, 1 together. */
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

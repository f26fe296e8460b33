package dev.coppice.samediff.train.loss;

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

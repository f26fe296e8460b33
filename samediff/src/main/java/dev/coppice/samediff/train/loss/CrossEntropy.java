package dev.coppice.samediff.train.loss;

/**
 * Loss term share · weighted mean cross-entropy of labelled pixels, by targets: t += share · weight(class) / Σ weights at
 * the pixel's class. For soft labels with shares q it is t += share · weight(class) · q / Σ weights · q. Smoothed labels are
 * soft labels with q = (1 − ε) · label + ε / classes.
 *
 * @param smoothing smoothing ε, in [0, 1)
 */
record CrossEntropy(double share, double smoothing) implements LossTerm {
    @Override
    public boolean readsShares() {
        return true;
    }

    @Override
    public void add(LossBatch batch, BatchLoss loss) {
        double sum = 0;
        for (int p = 0; p < batch.truth().pixels(); p++) {
            sum += weight(batch, p);
        }
        for (int p = 0; p < batch.truth().pixels() && sum > 0; p++) {
            put(batch, p, sum, loss.targets());
        }
    }

    /** Whether labels are hard. */
    private boolean isHard(LossBatch batch) {
        return batch.shares().length == 0 && smoothing == 0;
    }

    /** The weight of a pixel: that of its class, or of its soft label. */
    private double weight(LossBatch batch, int p) {
        double[] weights = batch.truth().weights();
        int label = batch.truth().labels()[p];
        if (label < 0 || isHard(batch)) {
            return label < 0 ? 0 : weights[label];
        }
        double sum = 0;
        for (int c = 0; c < weights.length; c++) {
            sum += weights[c] * soft(batch, p, c);
        }
        return sum;
    }

    /** The share of a class in a labelled pixel. */
    private double soft(LossBatch batch, int p, int c) {
        int classes = batch.truth().classes();
        double given =
                batch.shares().length == 0 ? batch.truth().labels()[p] == c ? 1 : 0 : batch.shares()[p * classes + c];
        return (1 - smoothing) * given + smoothing / classes;
    }

    /** Divides by the sum of all weights. */
    private void put(LossBatch batch, int p, double sum, float[] targets) {
        double[] weights = batch.truth().weights();
        int label = batch.truth().labels()[p];
        int first = p * weights.length;
        if (label < 0) {
            return;
        }
        if (isHard(batch)) {
            targets[first + label] += (float) (share * weights[label] / sum);
            return;
        }
        for (int c = 0; c < weights.length; c++) {
            targets[first + c] += (float) (share * (weights[c] * soft(batch, p, c)) / sum);
        }
    }
}

package dev.coppice.samediff.train.loss;

/**
 * Loss 1 − D, averaged by class weight over the classes in the batch's labels. D = 2 Σ p·g / (Σ p² + Σ g²) over all labelled
 * pixels of the batch; g is 1 at pixels of the class and 0 elsewhere (Milletari et al., 3DV 2016, section 3).
 */
record DiceLoss() implements ClassMeanLoss {
    @Override
    public double ofClass(int c, double share, Truth truth, double[] probabilities, double[] gradient) {
        double common = 0;
        double sum = 0;
        for (int pixel = 0; pixel < truth.pixels(); pixel++) {
            int label = truth.labels()[pixel];
            if (label >= 0) {
                double p = probabilities[pixel * truth.classes() + c];
                common += label == c ? p : 0;
                sum += p * p + (label == c ? 1 : 0);
            }
        }
        double dice = 2 * common / sum;
        for (int pixel = 0; pixel < truth.pixels(); pixel++) {
            int label = truth.labels()[pixel];
            if (label >= 0) {
                int at = pixel * truth.classes() + c;
                gradient[at] = share * (dice * 2 * probabilities[at] - (label == c ? 2 : 0)) / sum;
            }
        }
        return 1 - dice;
    }
}

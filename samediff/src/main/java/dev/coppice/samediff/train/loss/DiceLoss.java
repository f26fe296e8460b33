package dev.coppice.samediff.train.loss;

/**
 * Loss 1 − D, averaged by class weight over the classes in the batch's labels. D = 2 Σ p·g / (Σ p² + Σ g²) over all labelled
 * pixels of the batch; g is 1 at pixels of the class and 0 elsewhere (Milletari et al., 3DV 2016, section 3).
 */
record DiceLoss() implements ClassMeanLoss {
    @Override
    public double ofClass(boolean[] own, double share, double[] probabilities, double[] gradient) {
        double common = 0;
        double sum = 0;
        for (int pixel = 0; pixel < own.length; pixel++) {
            double p = probabilities[pixel];
            common += own[pixel] ? p : 0;
            sum += p * p + (own[pixel] ? 1 : 0);
        }
        double dice = 2 * common / sum;
        for (int pixel = 0; pixel < own.length; pixel++) {
            gradient[pixel] = share * (dice * 2 * probabilities[pixel] - (own[pixel] ? 2 : 0)) / sum;
        }
        return 1 - dice;
    }
}

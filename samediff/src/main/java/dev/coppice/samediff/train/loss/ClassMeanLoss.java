package dev.coppice.samediff.train.loss;

import java.util.stream.IntStream;

/** Loss of each class separately, averaged by class weight over the classes in the batch's labels. */
interface ClassMeanLoss extends ProbabilityLoss {
    @Override
    default double at(Truth truth, double[][] probabilities, double[][] gradient) {
        double[] shares = truth.classShares();
        double[] losses = new double[shares.length];
        IntStream.range(0, shares.length)
                .parallel()
                .filter(c -> shares[c] > 0)
                .forEach(c -> losses[c] = ofClass(truth.isOf(c), shares[c], probabilities[c], gradient[c]));
        double loss = 0;
        for (int c = 0; c < shares.length; c++) {
            loss += shares[c] * losses[c];
        }
        return loss;
    }

    /**
     * The loss of a class that occurs in the labels.
     *
     * @param own whether each pixel is of the class
     * @param share factor of the gradient in the class's probabilities, not of the loss
     * @param probabilities the class's probability at each pixel
     * @param gradient array of zeros, one for each pixel; receives the gradient
     */
    double ofClass(boolean[] own, double share, double[] probabilities, double[] gradient);
}

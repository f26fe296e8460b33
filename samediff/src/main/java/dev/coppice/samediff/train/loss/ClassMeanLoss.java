package dev.coppice.samediff.train.loss;

/** Loss of each class separately, averaged by class weight over the classes in the batch's labels. */
interface ClassMeanLoss extends ProbabilityLoss {
    @Override
    default double at(Truth truth, double[] probabilities, double[] gradient) {
        double[] shares = truth.classShares();
        double loss = 0;
        for (int c = 0; c < shares.length; c++) {
            if (shares[c] > 0) {
                loss += shares[c] * ofClass(c, shares[c], truth, probabilities, gradient);
            }
        }
        return loss;
    }

    /**
     * The loss of a class that occurs in the labels.
     *
     * @param share factor of the gradient in the class's probabilities, not of the loss
     */
    double ofClass(int c, double share, Truth truth, double[] probabilities, double[] gradient);
}

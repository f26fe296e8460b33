package dev.coppice.samediff.train.loss;

/** A loss of each class on its own, averaged by class weight over the classes that the batch's labels have. */
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
     * The loss of a class that some pixel has.
     *
     * @param share by which the gradient in the class's probabilities is multiplied, not the loss
     */
    double ofClass(int c, double share, Truth truth, double[] probabilities, double[] gradient);
}

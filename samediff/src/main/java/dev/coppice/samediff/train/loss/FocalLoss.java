package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;

/**
 * Loss in which correctly predicted pixels count less: − Σ weight · (1 − p)^γ · ln p / Σ weight, p being the probability of
 * a pixel's class (Lin et al., ICCV 2017, eq. 5, with class weights for α).
 *
 * @param gamma γ, in [1, 100]
 */
record FocalLoss(double gamma) implements ProbabilityLoss {
    FocalLoss {
        if (!(gamma >= 1 && gamma <= 100)) {
            throw new InvalidInputException("Gamma of the focal loss is " + gamma + ", expected a number in [1, 100].");
        }
    }

    @Override
    public double at(Truth truth, double[][] probabilities, double[][] gradient) {
        double all = truth.pixelWeight();
        double loss = 0;
        for (int pixel = 0; pixel < truth.pixels() && all > 0; pixel++) {
            int label = truth.labels()[pixel];
            double p = probabilities[label][pixel];
            double weight = truth.weights()[label] / all;
            double easy = Math.pow(1 - p, gamma);
            loss -= weight * easy * Math.log(p);
            gradient[label][pixel] = weight * (gamma * Math.pow(1 - p, gamma - 1) * Math.log(p) - easy / p);
        }
        return loss;
    }
}

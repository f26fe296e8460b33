package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;
import java.util.stream.IntStream;

/** Loss in logits z that applies softmax to a loss in probabilities: ∂L/∂z_c = p_c · (∂L/∂p_c − Σ_k p_k · ∂L/∂p_k). */
record SoftmaxLoss(ProbabilityLoss loss, Truth truth, double share) implements LogitLoss {
    /** A number that keeps logarithms finite and is negligible beside a probability. */
    private static final double LEAST = 1e-30;

    @Override
    public double at(float[] logits, float[] gradient) {
        double[] probabilities = new double[logits.length];
        double[] inProbabilities = new double[logits.length];
        labelled().forEach(first -> softmax(logits, first, probabilities));
        double value = loss.at(truth, probabilities, inProbabilities);
        labelled().forEach(first -> add(probabilities, inProbabilities, first, gradient));
        return share * value;
    }

    /** The index of the first class of each labelled pixel. */
    private IntStream labelled() {
        return IntStream.range(0, truth.pixels())
                .parallel()
                .filter(p -> truth.labels()[p] >= 0)
                .map(p -> p * truth.classes());
    }

    private void softmax(float[] logits, int first, double[] into) {
        double max = logits[first];
        for (int c = 1; c < truth.classes(); c++) {
            max = Math.max(max, logits[first + c]);
        }
        double sum = 0;
        for (int c = 0; c < truth.classes(); c++) {
            into[first + c] = Math.exp(logits[first + c] - max);
            sum += into[first + c];
        }
        for (int c = 0; c < truth.classes(); c++) {
            into[first + c] = Math.max(LEAST, into[first + c] / sum);
        }
    }

    private void add(double[] probabilities, double[] slopes, int first, float[] gradient) {
        double mean = 0;
        for (int c = 0; c < truth.classes(); c++) {
            mean += probabilities[first + c] * slopes[first + c];
        }
        for (int c = 0; c < truth.classes(); c++) {
            gradient[first + c] += (float) (share * probabilities[first + c] * (slopes[first + c] - mean));
        }
    }
}

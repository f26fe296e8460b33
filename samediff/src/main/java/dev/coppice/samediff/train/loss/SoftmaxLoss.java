package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;
import java.util.stream.IntStream;

/** Loss in logits z that applies softmax to a loss in probabilities: ∂L/∂z_c = p_c · (∂L/∂p_c − Σ_k p_k · ∂L/∂p_k). */
record SoftmaxLoss(ProbabilityLoss loss, Truth truth, double share) implements LogitLoss {
    /** A number that keeps logarithms finite and is negligible beside a probability. */
    private static final double LEAST = 1e-30;

    @Override
    public double at(float[] logits, float[] gradient) {
        int[] pixels = truth.labelledPixels();
        double[][] probabilities = new double[truth.classes()][pixels.length];
        double[][] slopes = new double[truth.classes()][pixels.length];
        IntStream.range(0, pixels.length)
                .parallel()
                .forEach(i -> softmax(logits, pixels[i] * truth.classes(), i, probabilities));
        double value = loss.at(truth.at(pixels), probabilities, slopes);
        IntStream.range(0, pixels.length)
                .parallel()
                .forEach(i -> add(probabilities, slopes, i, pixels[i] * truth.classes(), gradient));
        return share * value;
    }

    private void softmax(float[] logits, int first, int pixel, double[][] into) {
        double max = logits[first];
        for (int c = 1; c < into.length; c++) {
            max = Math.max(max, logits[first + c]);
        }
        double sum = 0;
        for (int c = 0; c < into.length; c++) {
            into[c][pixel] = Math.exp(logits[first + c] - max);
            sum += into[c][pixel];
        }
        for (double[] probability : into) {
            probability[pixel] = Math.max(LEAST, probability[pixel] / sum);
        }
    }

    private void add(double[][] probabilities, double[][] slopes, int pixel, int first, float[] gradient) {
        double mean = 0;
        for (int c = 0; c < slopes.length; c++) {
            mean += probabilities[c][pixel] * slopes[c][pixel];
        }
        for (int c = 0; c < slopes.length; c++) {
            gradient[first + c] += (float) (share * probabilities[c][pixel] * (slopes[c][pixel] - mean));
        }
    }
}

package dev.coppice.compress.loss;

import dev.coppice.models.samediff.LogitLoss;

/**
 * share · T² · the mean over pixels of − Σ q · log softmax(logits / T), q = softmax(teacher / T) (Hinton et al., 2015, section 2: T²
 * keeps gradients of one size whatever the temperature).
 *
 * @param heard whether each pixel takes part; those beyond a picture's edge do not
 * @param temperature T
 */
@SuppressWarnings("ArrayRecordComponent") // a batch's own array; handed over, not copied
public record TemperedDistillation(TeacherAnswer teacher, boolean[] heard, double temperature, double share)
        implements LogitLoss {
    @Override
    public double at(float[] logits, float[] gradient) {
        int count = 0;
        for (boolean pixel : heard) {
            count += pixel ? 1 : 0;
        }
        int classes = teacher.classes();
        double[] wanted = new double[classes];
        double[] found = new double[classes];
        double loss = 0;
        for (int p = 0; p < heard.length; p++) {
            if (heard[p]) {
                teacher.probabilities(p, temperature, wanted);
                loss += pixel(logits, p * classes, wanted, found);
                for (int c = 0; c < classes; c++) {
                    gradient[p * classes + c] += (float) (share * temperature / count * (found[c] - wanted[c]));
                }
            }
        }
        return count == 0 ? 0 : share * temperature * temperature * loss / count;
    }

    /** The cross-entropy of a pixel, and its probabilities. */
    private double pixel(float[] logits, int first, double[] wanted, double[] found) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < found.length; c++) {
            found[c] = logits[first + c] / temperature;
            max = Math.max(max, found[c]);
        }
        double expected = 0;
        double sum = 0;
        for (int c = 0; c < found.length; c++) {
            expected += wanted[c] * (found[c] - max);
            sum += Math.exp(found[c] - max);
        }
        TeacherAnswer.softmax(found);
        return Math.log(sum) - expected;
    }
}

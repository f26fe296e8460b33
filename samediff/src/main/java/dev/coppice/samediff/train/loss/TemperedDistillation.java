package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;

/**
 * share · T² · the mean over pixels of − Σ q · log softmax(logits / T), q = softmax(teacher / T) (Hinton et al., 2015, section 2: T²
 * keeps gradients of one size whatever the temperature).
 *
 * @param heard whether each pixel takes part; those beyond a picture's edge do not
 * @param temperature T
 */
@SuppressWarnings("ArrayRecordComponent") // a batch's own array; handed over, not copied
record TemperedDistillation(TeacherAnswer teacher, boolean[] heard, double temperature, double share)
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
                for (int c = 0; c < classes; c++) {
                    found[c] = logits[p * classes + c] / temperature;
                }
                TeacherAnswer.logSoftmax(found);
                for (int c = 0; c < classes; c++) {
                    loss -= wanted[c] * found[c];
                    gradient[p * classes + c] +=
                            (float) (share * temperature / count * (Math.exp(found[c]) - wanted[c]));
                }
            }
        }
        return count == 0 ? 0 : share * temperature * temperature * loss / count;
    }
}

package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;

/**
 * Loss term share · T² · mean of − Σ q · log softmax(logits / T) over pixels, q = softmax(teacher / T). The factor T² keeps
 * the size of gradients independent of the temperature (Hinton et al., 2015, section 2).
 *
 * @param heard whether each pixel takes part; pixels beyond a picture's edge do not
 * @param temperature temperature T
 */
@SuppressWarnings("ArrayRecordComponent") // belongs to one batch; handed over, not copied
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

package dev.coppice.samediff.train.loss;

import java.util.List;

/**
 * Loss term share · mean of − Σ q · log softmax(logits) over pixels, q = softmax(teacher), by targets: t += share · q /
 * pixels. Ignored pixels take part, as only the teacher knows their class; pixels beyond the picture's edge do not.
 * {@link TemperedDistillation} covers temperatures other than 1.
 *
 * @param logits the teacher's logits
 */
record PixelDistillation(String logits, double share) implements LossTerm {
    /** The term at any temperature. */
    static LossTerm of(TeacherAndStudent networks, double share, double temperature) {
        return temperature == 1
                ? new PixelDistillation(networks.logits(), share)
                : LogitTerm.of(
                        networks, (answer, heard) -> new TemperedDistillation(answer, heard, temperature, share));
    }

    @Override
    public List<String> teacherTensors() {
        return List.of(logits);
    }

    @Override
    public void add(LossBatch batch, BatchLoss loss) {
        TeacherAnswer answer = batch.answer(logits);
        boolean[] inside = batch.truth().inside();
        int count = 0;
        for (boolean pixel : inside) {
            count += pixel ? 1 : 0;
        }
        int classes = batch.truth().classes();
        double[] probabilities = new double[classes];
        for (int p = 0; p < inside.length; p++) {
            if (inside[p]) {
                answer.probabilities(p, 1, probabilities);
                for (int c = 0; c < classes; c++) {
                    loss.targets()[p * classes + c] += (float) (share / count * probabilities[c]);
                }
            }
        }
    }
}

package dev.coppice.samediff.train;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.data.Sample;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.InferenceSession;

/** Evaluator of the accuracy on the split {@code val} of a task with two classes, by the training engine. */
record EngineEvaluator(Dataset data) implements Evaluator {
    @Override
    public Evaluation evaluate(Network network) {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        Preprocessing preprocessing = Preprocessing.of(network.card());
        try (InferenceSession session = InferenceSession.of(network, network.inputShape(1))) {
            for (String name : data.names("val")) {
                Sample sample = data.sample("val", name);
                add(matrix, sample.labels(), session.logits(preprocessing.tensor(sample.image())));
            }
        }
        return Evaluation.of(matrix, data.classes(), data.names("val").size());
    }

    private void add(ConfusionMatrix matrix, LabelMap labels, float[] logits) {
        int width = labels.width();
        int pixels = logits.length / 2;
        for (int p = 0; p < pixels; p++) {
            int truth = labels.at(p % width, p / width);
            if (truth != data.ignore().orElse(-1)) {
                matrix.add(truth, logits[pixels + p] > logits[p] ? 1 : 0);
            }
        }
    }
}

package dev.coppice.compress.retrain;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.Preprocessing;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/** Makes a network one that trains with its batch normalisations as the options say, and back one that can be used. */
final class NormTraining {
    private final RetrainOptions options;
    private final Dataset data;

    NormTraining(RetrainOptions options, Dataset data) {
        this.options = options;
        this.data = data;
    }

    /** What is trained. */
    Network trainable(Network student) {
        return switch (options.batchNorm()) {
            case KEPT -> folded(student);
            case REESTIMATED -> folded(reestimated(student));
            case BATCH -> BatchStatistics.used(student);
        };
    }

    /** What is validated and kept, of a network that was made trainable. */
    Network usable(Network trained) {
        return options.batchNorm() == BatchNormMode.BATCH ? reestimated(BatchStatistics.frozen(trained)) : trained;
    }

    /** Normalisations frozen into the weights before them where that is possible: fewer operators to compute. */
    static Network folded(Network network) {
        return network.with(GraphRewriter.apply(network.graph(), BatchNormFolding.fold(network.graph())));
    }

    private Network reestimated(Network network) {
        if (BatchStatistics.norms(network).isEmpty()) {
            return network;
        }
        int batch = Math.min(options.batch(), data.names(BatchSource.TRAIN).size());
        return new BatchNormReestimation(batches(network, batch), network.inputShape(batch)).apply(network);
    }

    /** Pictures spread over the split, as they are. */
    private List<float[]> batches(Network network, int batch) {
        List<String> names = data.names(BatchSource.TRAIN);
        int count = Math.max(1, Math.min(options.statistics(), names.size()) / batch);
        Preprocessing preprocessing = Preprocessing.of(network.card());
        List<float[]> batches = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            float[] pixels = new float[Math.toIntExact(network.inputShape(batch).elements())];
            for (int i = 0; i < batch; i++) {
                int at = (int) ((b * batch + i) * (long) names.size() / ((long) count * batch));
                preprocessing.fill(data.sample(BatchSource.TRAIN, names.get(at)).image(), pixels, i);
            }
            batches.add(pixels);
        }
        return batches;
    }
}

package dev.coppice.samediff.train;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.batch.Calibration;
import java.util.List;
import java.util.stream.IntStream;

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
        return switch (options.optimization().batchNorm()) {
            case KEPT -> folded(student);
            case REESTIMATED -> folded(reestimated(student));
            case BATCH -> BatchStatistics.used(student);
        };
    }

    /** What is validated and kept, of a network that was made trainable. */
    Network usable(Network trained) {
        return options.optimization().batchNorm() == BatchNormMode.BATCH
                ? reestimated(BatchStatistics.frozen(trained))
                : trained;
    }

    /** Normalisations frozen into the weights before them where that is possible: fewer operators to compute. */
    static Network folded(Network network) {
        return network.with(GraphRewriter.apply(network.graph(), BatchNormFolding.fold(network.graph())));
    }

    /** With statistics measured on pictures of the training split. */
    Network reestimated(Network network) {
        if (BatchStatistics.norms(network).isEmpty()) {
            return network;
        }
        int all = data.names(BatchSource.TRAIN).size();
        int wanted = Math.min(options.pictures().batch(), all);
        int batch = network.batchObstacle(wanted).isPresent() ? network.batch() : wanted;
        int batches = Math.max(1, Math.min(options.optimization().statistics(), all) / batch);
        Calibration calibration = new Calibration(data, batches * batch);
        List<String> names = calibration.names();
        // a graph that fixes its batch may ask for more pictures than there are: they come round again
        List<float[]> images = IntStream.range(0, batches)
                .mapToObj(b -> IntStream.range(b * batch, (b + 1) * batch)
                        .mapToObj(i -> names.get(i % names.size()))
                        .toList())
                .map(batchNames -> calibration.images(network, batchNames))
                .toList();
        return BatchNormReestimation.measured(network, new LoweredBatches(images, network.inputShape(batch)));
    }
}

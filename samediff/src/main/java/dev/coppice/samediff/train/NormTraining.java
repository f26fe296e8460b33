package dev.coppice.samediff.train;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.batch.BatchSource;
import dev.coppice.samediff.train.batch.Calibration;
import java.util.List;
import java.util.stream.IntStream;

/** Conversion of a network to one that trains with the chosen mode of batch normalisation, and back to a usable one. */
final class NormTraining {
    private final RetrainOptions options;
    private final Dataset data;

    NormTraining(RetrainOptions options, Dataset data) {
        this.options = options;
        this.data = data;
    }

    /** The network that is trained. */
    Network trainable(Network student) {
        return switch (options.optimization().batchNorm()) {
            case KEPT -> foldedWhereTrained(student);
            case REESTIMATED -> foldedWhereTrained(reestimated(student));
            case BATCH -> BatchStatistics.used(student, this::isTrained);
        };
    }

    /** A network of the same size as the one that is trained, without new statistics. */
    Network sized(Network student) {
        return options.optimization().batchNorm() == BatchNormMode.BATCH
                ? BatchStatistics.used(student, this::isTrained)
                : foldedWhereTrained(student);
    }

    /** The network to validate and keep, made from a trainable one. */
    Network usable(Network trained) {
        return options.optimization().batchNorm() == BatchNormMode.BATCH
                ? reestimated(BatchStatistics.frozen(trained))
                : trained;
    }

    /** The network with normalisations folded into the weights before them if possible, which saves operators. */
    static Network folded(Network network) {
        return network.with(GraphRewriter.apply(network.graph(), BatchNormFolding.fold(network.graph())));
    }

    /** As above, but for frozen layers, whose weights keep their values. */
    private Network foldedWhereTrained(Network network) {
        return network.with(
                GraphRewriter.apply(network.graph(), BatchNormFolding.fold(network.graph(), this::isTrained)));
    }

    private boolean isTrained(Node node) {
        return !options.optimization().frozen().has(node);
    }

    /** The network with statistics measured on pictures of the training split. */
    Network reestimated(Network network) {
        if (BatchStatistics.norms(network).stream().noneMatch(this::isTrained)) {
            return network;
        }
        return BatchNormReestimation.measured(network, batches(network), this::isTrained);
    }

    /** The statistics of a network's maps on the same pictures. */
    MapStatistics statistics(Network network) {
        return MapStatistics.places(network).isEmpty()
                ? MapStatistics.NONE
                : MapStatistics.measured(network, batches(network));
    }

    private LoweredBatches batches(Network network) {
        int all = data.names(BatchSource.TRAIN).size();
        int wanted = Math.min(options.pictures().batch(), all);
        int batch = network.batchObstacle(wanted).isPresent() ? network.batch() : wanted;
        int batches = Math.max(1, Math.min(options.optimization().statistics(), all) / batch);
        Calibration calibration = new Calibration(data, batches * batch);
        List<String> names = calibration.names();
        // a graph with a fixed batch may need more pictures than there are, so they repeat
        List<float[]> images = IntStream.range(0, batches)
                .mapToObj(b -> IntStream.range(b * batch, (b + 1) * batch)
                        .mapToObj(i -> names.get(i % names.size()))
                        .toList())
                .map(batchNames -> calibration.images(network, batchNames))
                .toList();
        return new LoweredBatches(images, network.inputShape(batch));
    }
}

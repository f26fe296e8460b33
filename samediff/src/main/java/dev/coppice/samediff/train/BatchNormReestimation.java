package dev.coppice.samediff.train;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures the mean and variance of every batch normalisation anew, on the activations the network has now.
 *
 * <p>Cutting channels or lowering a grid changes what arrives at the normalisations behind; statistics of the original
 * then shift and scale everything wrongly, which costs more accuracy than the cut itself (Li et al., EagleEye, ECCV 2020).
 * Each batch passes once through the network with every normalisation using the batch's own statistics, as in training;
 * what the batches show is pooled (Wu and Johnson, "Rethinking Batch in BatchNorm", 2021, section 3).
 */
public final class BatchNormReestimation {
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    private BatchNormReestimation() {}

    /** Runs a network on every batch that statistics are taken from. */
    @FunctionalInterface
    public interface Batches {
        /**
         * Runs.
         *
         * @param shown the network, normalising by the statistics of the batch at hand; they are outputs of its graph
         * @param statistics names of these outputs, a number a channel each
         * @param seen takes their values, batch by batch; batches are equally large
         */
        void run(Network shown, List<String> statistics, Consumer<Map<String, float[]>> seen);
    }

    /** The network with measured statistics; the same object if it has no batch normalisation. */
    public static Network measured(Network network, Batches batches) {
        List<Node> norms = BatchStatistics.norms(network);
        if (norms.isEmpty()) {
            return network;
        }
        Map<String, PooledMoments> pooled = new HashMap<>();
        norms.forEach(n -> pooled.put(n.name(), new PooledMoments()));
        List<String> tensors = norms.stream()
                .flatMap(n -> Stream.of(BatchStatistics.mean(n), BatchStatistics.variance(n)))
                .toList();
        batches.run(
                BatchStatistics.shown(network),
                tensors,
                values -> norms.forEach(n -> Objects.requireNonNull(pooled.get(n.name()))
                        .add(of(values, BatchStatistics.mean(n)), of(values, BatchStatistics.variance(n)))));
        return network.with(GraphRewriter.apply(network.graph(), put(network.graph(), norms, pooled)));
    }

    private static float[] of(Map<String, float[]> values, String tensor) {
        return Objects.requireNonNull(values.get(tensor), tensor);
    }

    private static List<GraphEdit> put(Graph graph, List<Node> norms, Map<String, PooledMoments> pooled) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node norm : norms) {
            PooledMoments moments = pooled.getOrDefault(norm.name(), new PooledMoments());
            edits.addAll(put(graph, norm, MEAN, moments.mean()));
            edits.addAll(put(graph, norm, VARIANCE, moments.variance()));
        }
        return edits;
    }

    /** Exporters share equal constants: one that others read too is left to them. */
    private static List<GraphEdit> put(Graph graph, Node node, int position, float[] values) {
        Tensor tensor = Tensor.floats(Shape.of(values.length), values);
        String name = node.input(position);
        if (graph.uses(name).size() == 1) {
            return List.of(new GraphEdit.PutConstant(name, tensor));
        }
        String own = node.name() + (position == MEAN ? ".measured_mean" : ".measured_var");
        return List.of(new GraphEdit.PutConstant(own, tensor), new GraphEdit.RewireInput(node.name(), position, own));
    }
}

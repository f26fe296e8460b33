package dev.coppice.compress.retrain;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.Lowered;
import dev.coppice.models.samediff.LoweringMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Measures the mean and variance of every batch normalisation anew, on the activations the network has now.
 *
 * <p>Cutting channels or lowering a grid changes what arrives at the normalisations behind; statistics of the original
 * then shift and scale everything wrongly, which costs more accuracy than the cut itself (Li et al., EagleEye, ECCV 2020).
 * Each batch passes once through the network with every normalisation using the batch's own statistics, as in training;
 * what the batches show is pooled (Wu and Johnson, "Rethinking Batch in BatchNorm", 2021, section 3).
 */
final class BatchNormReestimation {
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    private final List<float[]> batches;
    private final Shape images;

    /**
     * Over these pictures.
     *
     * @param batches network inputs, each of the shape given
     */
    BatchNormReestimation(List<float[]> batches, Shape images) {
        this.batches = List.copyOf(batches);
        this.images = images;
    }

    /** The network with measured statistics; the same object if it has no batch normalisation. */
    Network apply(Network network) {
        List<Node> norms = BatchStatistics.norms(network);
        if (norms.isEmpty()) {
            return network;
        }
        return network.with(GraphRewriter.apply(network.graph(), put(network.graph(), norms, measure(network, norms))));
    }

    private Map<String, PooledMoments> measure(Network network, List<Node> norms) {
        Map<String, PooledMoments> pooled = new HashMap<>();
        List<String> tensors = norms.stream()
                .flatMap(n -> Stream.of(BatchStatistics.mean(n), BatchStatistics.variance(n)))
                .toList();
        try (Lowered lowered = Lowered.lower(BatchStatistics.shown(network).body(), images, LoweringMode.INFERENCE)) {
            for (float[] batch : batches) {
                Map<String, float[]> values = lowered.run(batch, tensors);
                norms.forEach(n -> pooled.computeIfAbsent(n.name(), name -> new PooledMoments())
                        .add(of(values, BatchStatistics.mean(n)), of(values, BatchStatistics.variance(n))));
            }
        }
        return pooled;
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

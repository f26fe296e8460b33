package dev.coppice.samediff.train;

import dev.coppice.models.graph.ElementType;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Re-estimation of the mean and variance of every batch normalisation, on the network's current activations.
 *
 * <p>Cutting channels or lowering a grid changes the input of later normalisations. Statistics of the original network then
 * shift and scale wrongly, which costs more accuracy than the cut itself (Li et al., EagleEye, ECCV 2020). Each batch passes
 * through the network once, and every normalisation uses the batch's own statistics, as in training. The statistics of all
 * batches are pooled (Wu and Johnson, "Rethinking Batch in BatchNorm", 2021, section 3).
 */
public final class BatchNormReestimation {
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    private BatchNormReestimation() {}

    /** Runner of a network on all batches of the estimate. */
    @FunctionalInterface
    public interface Batches {
        /**
         * Runs the network on all batches.
         *
         * @param shown the network, which normalises by the statistics of each batch and has them as outputs
         * @param statistics names of these outputs, each with one number per channel
         * @param seen receives their values, batch by batch; all batches have the same size
         */
        void run(Network shown, List<String> statistics, Consumer<Map<String, float[]>> seen);
    }

    /** The network with re-estimated statistics; the same object if it has no batch normalisation. */
    public static Network measured(Network network, Batches batches) {
        return measured(network, batches, norm -> true);
    }

    /** As above; normalisations that are not wanted keep their statistics, and normalise by them meanwhile. */
    static Network measured(Network network, Batches batches, Predicate<Node> wanted) {
        List<Node> norms =
                BatchStatistics.norms(network).stream().filter(wanted).toList();
        if (norms.isEmpty()) {
            return network;
        }
        Map<String, PooledMoments> pooled = new HashMap<>();
        norms.forEach(n -> pooled.put(n.name(), new PooledMoments()));
        List<String> tensors = norms.stream()
                .flatMap(n -> Stream.of(BatchStatistics.mean(n), BatchStatistics.variance(n)))
                .toList();
        batches.run(
                BatchStatistics.shown(network, wanted),
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

    /** Exporters share equal constants, so a constant with other readers is not changed. */
    private static List<GraphEdit> put(Graph graph, Node node, int position, float[] values) {
        String name = node.input(position);
        ElementType type = graph.constant(name).orElseThrow().type();
        Tensor tensor = Tensor.reals(type, Shape.of(values.length), values);
        if (graph.uses(name).size() == 1) {
            return List.of(new GraphEdit.PutConstant(name, tensor));
        }
        String own = node.name() + (position == MEAN ? ".measured_mean" : ".measured_var");
        return List.of(new GraphEdit.PutConstant(own, tensor), new GraphEdit.RewireInput(node.name(), position, own));
    }
}

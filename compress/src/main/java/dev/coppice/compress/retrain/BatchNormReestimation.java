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
import java.util.TreeMap;

/**
 * Measures the mean and variance of every batch normalisation anew, on the activations the network has now.
 *
 * <p>Cutting channels or lowering a grid changes what arrives at the normalisations behind; statistics of the original
 * then shift and scale everything wrongly, which costs more accuracy than the cut itself (Li et al., EagleEye, ECCV 2020).
 * Normalisations are done front to back, since what arrives at one depends on those before it: all with equally many before
 * them in one go.
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
        Network current = network;
        for (List<Node> level : levels(network.graph()).values()) {
            current = current.with(GraphRewriter.apply(current.graph(), measure(current, level)));
        }
        return current;
    }

    /** Normalisations by how many others the longest way from the input to them has. */
    private static Map<Integer, List<Node>> levels(Graph graph) {
        Map<Integer, List<Node>> levels = new TreeMap<>();
        Map<String, Integer> depths = new HashMap<>();
        for (Node node : graph.nodes()) {
            int depth = node.inputs().stream()
                    .mapToInt(t -> depths.getOrDefault(t, 0))
                    .max()
                    .orElse(0);
            if (node.is("BatchNormalization")) {
                levels.computeIfAbsent(depth, d -> new ArrayList<>()).add(node);
                depth++;
            }
            for (String output : node.outputs()) {
                depths.put(output, depth);
            }
        }
        return levels;
    }

    private List<GraphEdit> measure(Network network, List<Node> level) {
        List<String> tensors = level.stream().map(n -> n.input(0)).distinct().toList();
        Map<String, ChannelMoments> moments = new HashMap<>();
        try (Lowered lowered = Lowered.lower(network, images, LoweringMode.INFERENCE)) {
            for (float[] batch : batches) {
                lowered.run(batch, tensors).forEach((tensor, values) -> moments.computeIfAbsent(
                                tensor, t -> new ChannelMoments(channels(network.graph(), level, t)))
                        .add(values, images.size(0)));
            }
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : level) {
            ChannelMoments measured = moments.getOrDefault(node.input(0), new ChannelMoments(0));
            edits.addAll(put(network.graph(), node, MEAN, measured.mean()));
            edits.addAll(put(network.graph(), node, VARIANCE, measured.variance()));
        }
        return edits;
    }

    private static int channels(Graph graph, List<Node> level, String tensor) {
        Node reader = level.stream()
                .filter(n -> n.input(0).equals(tensor))
                .findFirst()
                .orElseThrow();
        return graph.constant(reader.input(MEAN))
                .map(t -> Math.toIntExact(t.shape().elements()))
                .orElseThrow(() -> new IllegalStateException("the mean of " + reader + " is no constant"));
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

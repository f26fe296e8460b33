package dev.coppice.eval.latency;

import dev.coppice.export.runtime.NodeTimes;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.network.Network;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Milliseconds of a network's layers on one thread, as ONNX Runtime runs them: with the activations that it joins to them. What
 * belongs to no layer, such as pooling and copies between layouts, is the rest.
 *
 * @param ofLayers milliseconds by the name of the layer's node
 * @param rest milliseconds of all else
 */
public record LayerTimes(Map<String, Double> ofLayers, double rest) {
    /** Nodes between a contraction and the end of what the runtime joins to it, at most. */
    private static final int JOINED = 8;

    public LayerTimes {
        ofLayers = Collections.unmodifiableMap(new LinkedHashMap<>(ofLayers));
    }

    /** Nothing was measured. */
    public static final LayerTimes NONE = new LayerTimes(Map.of(), Double.NaN);

    /**
     * Measures a model, in some two seconds. Where the runtime's profile cannot be written or read, as on a full disk, nothing is
     * measured: a report without milliseconds of layers is worth more than none.
     *
     * @param layers names of the nodes that count as layers
     */
    public static LayerTimes measure(OnnxSource onnx, Network network, Set<String> layers) {
        try {
            List<NodeTimes.Timed> timed = NodeTimes.measure(
                    onnx.like(network.graph()),
                    PictureNoise.of(network.inputShape(network.batch())),
                    network.card().output().name());
            return of(timed, network.graph(), layers);
        } catch (UncheckedIOException e) {
            return NONE;
        }
    }

    static LayerTimes of(List<NodeTimes.Timed> timed, Graph graph, Set<String> layers) {
        Map<String, Node> known = new HashMap<>();
        for (Node node : graph.nodes()) {
            node.outputs().forEach(output -> known.put(output, node));
        }
        graph.nodes().forEach(node -> known.put(node.name(), node));
        Map<String, Double> times = new LinkedHashMap<>();
        double rest = 0;
        for (NodeTimes.Timed one : timed) {
            Optional<String> layer = Optional.ofNullable(known.get(one.name()))
                    .flatMap(node -> layer(node, isContraction(one.op()), graph, layers));
            layer.ifPresent(name -> times.merge(name, one.milliseconds(), Double::sum));
            rest += layer.isPresent() ? 0 : one.milliseconds();
        }
        return new LayerTimes(times, rest);
    }

    /** Whether an operator of the runtime holds a contraction, whatever it joined to it. */
    private static boolean isContraction(String op) {
        return op.contains("Conv") || op.contains("Gemm") || op.contains("MatMul");
    }

    /** The layer that a node is or, if it ends what was joined to a layer, the nearest one before it. */
    private static Optional<String> layer(Node node, boolean joins, Graph graph, Set<String> layers) {
        Deque<Node> next = new ArrayDeque<>(List.of(node));
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty() && seen.size() < JOINED) {
            Node here = next.remove();
            if (layers.contains(here.name())) {
                return Optional.of(here.name());
            }
            if (joins && seen.add(here.name())) {
                here.inputs().forEach(input -> graph.producer(input).ifPresent(next::add));
            }
        }
        return Optional.empty();
    }
}

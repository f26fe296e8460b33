package dev.coppice.samediff.train;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.graph.fold.BatchNormFolding;
import dev.coppice.models.graph.fold.BatchNormUnfolding;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Mean and variance of every channel of the maps that a network's convolutions make, over training pictures. What a cut
 * changes about them is taken back where a network has no normalisation: where it was folded into the weights, there are no
 * statistics that would be measured anew.
 *
 * <p>For that, each convolution of the cut network gets a batch normalisation with the statistics from before the cut as its
 * scale and shift. Measured anew, it brings every channel back to the mean and deviation that it had (Jordan et al., REPAIR,
 * ICLR 2023, where weights were interpolated). Training can use the batch's statistics meanwhile. In the end it is
 * folded into the weights.
 *
 * @param moments statistics by the name of the convolution
 */
public record MapStatistics(Map<String, Moments> moments) {
    /** No statistics, which change no network. */
    public static final MapStatistics NONE = new MapStatistics(Map.of());

    public MapStatistics {
        moments = Map.copyOf(moments);
    }

    /**
     * Statistics of one map.
     *
     * @param mean mean of each channel
     * @param variance population variance of each channel
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read here
    public record Moments(float[] mean, float[] variance) {
        private Moments of(List<Integer> channels) {
            return new Moments(chosen(mean, channels), chosen(variance, channels));
        }

        private static float[] chosen(float[] values, List<Integer> channels) {
            float[] chosen = new float[channels.size()];
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = values[channels.get(i)];
            }
            return chosen;
        }
    }

    /**
     * The convolutions whose statistics can be restored: with biases of their own, and more than one value of each channel in a
     * picture. Those that the logits are a linear function of are left out: the share of a class differs from batch to batch.
     * None if the network has normalisations of any kind.
     */
    public static List<Node> places(Network network) {
        Network body = network.body();
        Graph graph = body.graph();
        if (graph.nodes().stream().anyMatch(n -> n.is(OperatorKind.NORMALISATION))) {
            return List.of();
        }
        Shapes shapes = body.shapes(body.batch());
        Set<String> last = last(graph, body.card().output().name());
        return graph.nodes().stream()
                .filter(n -> n.is("Conv", "ConvTranspose") && !last.contains(n.name()))
                .filter(n -> isOwn(graph, n, 1) && isOwn(graph, n, 2))
                .filter(n -> {
                    Shape map = shapes.of(n.output());
                    return map.product(2, map.rank()) > 1;
                })
                .toList();
    }

    private static boolean isOwn(Graph graph, Node node, int position) {
        return node.hasInput(position)
                && graph.uses(node.input(position)).size() == 1
                && graph.constant(node.input(position))
                        .filter(t -> t.type().isFloating())
                        .isPresent();
    }

    /** The contractions between which and a tensor there is no other. */
    private static Set<String> last(Graph graph, String tensor) {
        Set<String> wanted = new HashSet<>(Set.of(tensor));
        Set<String> last = new HashSet<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                if (node.is(OperatorKind.CONTRACTION)) {
                    last.add(node.name());
                } else {
                    wanted.addAll(node.inputs());
                }
            }
        }
        return last;
    }

    /** Statistics of every place of a network as if all means were 0 and all variances 1: for what only its size matters to. */
    public static MapStatistics unit(Network network) {
        Map<String, Moments> moments = new HashMap<>();
        for (Node node : places(network)) {
            int channels = Math.toIntExact(network.graph()
                    .constant(node.input(2))
                    .orElseThrow()
                    .shape()
                    .elements());
            float[] ones = new float[channels];
            Arrays.fill(ones, 1);
            moments.put(node.name(), new Moments(new float[channels], ones));
        }
        return new MapStatistics(moments);
    }

    /** The statistics of a network over batches. */
    static MapStatistics measured(Network network, BatchNormReestimation.Batches batches) {
        List<Node> places = places(network);
        Map<String, PooledMoments> pooled = new HashMap<>();
        places.forEach(n -> pooled.put(n.name(), new PooledMoments()));
        Network shown = shown(network, places);
        List<Node> sides = places.stream().map(MapStatistics::side).toList();
        List<String> names =
                sides.stream().flatMap(s -> s.outputs().stream().skip(1)).toList();
        batches.run(shown, names, values -> {
            for (int i = 0; i < sides.size(); i++) {
                List<String> outputs = sides.get(i).outputs();
                Objects.requireNonNull(pooled.get(places.get(i).name()))
                        .add(
                                Objects.requireNonNull(values.get(outputs.get(1))),
                                Objects.requireNonNull(values.get(outputs.get(2))));
            }
        });
        Map<String, Moments> moments = new HashMap<>();
        pooled.forEach((name, p) -> moments.put(name, new Moments(p.mean(), p.variance())));
        return new MapStatistics(moments);
    }

    /** The network with a normalisation beside each map that nothing reads but its statistics. */
    private static Network shown(Network network, List<Node> places) {
        Graph graph = network.graph();
        Shapes shapes = network.body().shapes(network.body().batch());
        List<GraphEdit> edits = new ArrayList<>();
        List<TensorInfo> outputs = new ArrayList<>(graph.outputs());
        for (Node node : places) {
            Node side = side(node);
            int channels = shapes.of(node.output()).size(1);
            for (int i = 1; i <= 4; i++) {
                float[] values = new float[channels];
                Arrays.fill(values, i == 1 || i == 4 ? 1 : 0);
                ElementType type = graph.constant(node.input(1)).orElseThrow().type();
                edits.add(new GraphEdit.PutConstant(side.input(i), Tensor.reals(type, Shape.of(channels), values)));
            }
            edits.add(new GraphEdit.AddNode(side));
            side.outputs().stream().skip(1).forEach(t -> outputs.add(new TensorInfo(t, ElementType.FLOAT, List.of())));
        }
        edits.add(new GraphEdit.DeclareOutputs(outputs));
        return network.with(GraphRewriter.apply(graph, edits));
    }

    private static Node side(Node node) {
        String name = node.name() + "/measured";
        return new Node(
                name,
                "",
                "BatchNormalization",
                List.of(node.output(), name + "/1", name + "/2", name + "/3", name + "/4"),
                List.of(name + "/unread", name + "/mean", name + "/variance"),
                Attributes.NONE.with("training_mode", 1).with("momentum", 0f));
    }

    /**
     * These statistics for a network with fewer channels.
     *
     * @param kept for each convolution that lost channels, those that it kept, ascending
     */
    public MapStatistics of(Map<String, List<Integer>> kept) {
        Map<String, Moments> narrowed = new HashMap<>(moments);
        narrowed.replaceAll(
                (name, whole) -> kept.containsKey(name) ? whole.of(Objects.requireNonNull(kept.get(name))) : whole);
        return new MapStatistics(narrowed);
    }

    /** A network with a batch normalisation behind each convolution that these are statistics of. It computes the same. */
    public Network inserted(Network network, Freezing frozen) {
        Predicate<Node> known = n -> moments.containsKey(n.name())
                && Objects.requireNonNull(moments.get(n.name())).mean().length
                        == network.graph()
                                .constant(n.input(2))
                                .orElseThrow()
                                .shape()
                                .elements();
        List<Node> places = moments.isEmpty()
                ? List.of()
                : places(network).stream()
                        .filter(known)
                        .filter(n -> !frozen.has(n))
                        .toList();
        Graph graph = network.graph();
        for (Node node : places) {
            Moments own = Objects.requireNonNull(moments.get(node.name()));
            graph = GraphRewriter.apply(graph, BatchNormUnfolding.behind(graph, node, own.mean(), own.variance()));
        }
        return places.isEmpty() ? network : network.with(graph);
    }

    /** A network without the normalisations that {@link #inserted} gave it: they are folded into the weights. */
    public Network folded(Network network) {
        return moments.isEmpty()
                ? network
                : network.with(GraphRewriter.apply(network.graph(), BatchNormFolding.fold(network.graph())));
    }
}

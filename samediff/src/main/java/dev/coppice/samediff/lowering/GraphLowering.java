package dev.coppice.samediff.lowering;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import dev.coppice.samediff.kernel.OneDnn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.nd4j.autodiff.samediff.SameDiff;

/** Lowering of a graph to a fresh SameDiff, node by node. */
public final class GraphLowering {
    private final Graph graph;
    private final Shapes shapes;
    private final GraphValues values;
    private final LoweringContext.Form form;

    /** With {@code compiled}, the result is for a compiled program only; otherwise SameDiff's own session can run it too. */
    private GraphLowering(Network network, Shape image, Set<String> trained, boolean compiled) {
        this(
                network,
                image,
                new LoweringContext.Form(compiled && OneDnn.isAvailable(), Optional.empty()),
                trained,
                Set.of());
    }

    private GraphLowering(
            Network network, Shape image, LoweringContext.Form form, Set<String> trained, Set<String> vectors) {
        this.form = form;
        Graph sized = network.forShape(image).graph();
        shapes = Shapes.infer(sized, Map.of(network.card().input().name(), image));
        graph = SizeFolding.fold(sized, shapes);
        values = new GraphValues(SameDiff.create(), graph, trained, vectors);
    }

    /**
     * Checks that a network can be trained.
     *
     * @param frozen constants that stay as they are
     * @throws InvalidInputException naming every node that cannot be lowered, or if there are no other weights
     */
    public static void require(Network network, Shape image, Set<String> frozen) {
        trained(network, image, frozen);
    }

    /**
     * Lowers every tensor of the network's graph to a fresh SameDiff that is to be compiled, with trainable weights. Batch
     * statistics stay fixed.
     *
     * @param frozen constants that stay as they are
     * @throws InvalidInputException naming every node that cannot be lowered, or if there are no other weights
     */
    public static GraphValues trainable(Network network, Shape image, Set<String> frozen) {
        return trained(network, image, frozen).lower(Set.of()).values();
    }

    private static GraphLowering trained(Network network, Shape image, Set<String> frozen) {
        Set<String> weights = Weights.of(network.graph());
        boolean none = weights.isEmpty();
        weights.removeAll(frozen);
        GraphLowering lowering = new GraphLowering(network, image, weights, true);
        lowering.check(Set.of(), Optional.of(frozen));
        if (none) {
            throw new InvalidInputException("Network '" + network.card().name()
                    + "' has no weights in single or half precision, so there is nothing to train.");
        }
        if (weights.isEmpty()) {
            throw new InvalidInputException(names -> "All weights of network '"
                    + network.card().name() + "' are frozen, so there is nothing to train. Give fewer "
                    + names.of(Setting.FROZEN) + ".");
        }
        return lowering;
    }

    /** As above, with the given constants as trainable variables. */
    public static GraphValues lower(Network network, Shape image, Set<String> trained) {
        return lower(network, image, trained, Set.of()).values();
    }

    /**
     * The variables of a SameDiff that adds zeros to some tensors before they are read.
     *
     * @param zeros the name of the zeros, a trainable variable, by tensor
     */
    public record Probed(GraphValues values, Map<String, String> zeros) {}

    /** As above, with zeros added to the given tensors, computed ones or the input. */
    public static Probed lower(Network network, Shape image, Set<String> trained, Set<String> probes) {
        return new GraphLowering(network, image, trained, true).lower(probes);
    }

    private Probed lower(Set<String> probes) {
        check(probes, Optional.empty());
        Map<String, String> zeros = new HashMap<>();
        Consumer<String> probe = tensor -> {
            if (probes.contains(tensor)) {
                zeros.put(tensor, values.probe(tensor, shapes.of(tensor)));
            }
        };
        for (TensorInfo input : graph.inputs()) {
            values.placeholder(input.name(), WeightLayout.longs(shapes.of(input.name())));
            probe.accept(input.name());
        }
        emit(probe);
        return new Probed(values, zeros);
    }

    /** Lowers to a SameDiff with trainable weights that SameDiff's own session can also run. */
    static GraphValues forSession(Network network, Shape image) {
        return new GraphLowering(network, image, Weights.of(network.graph()), false)
                .lower(Set.of())
                .values();
    }

    /**
     * The network without parts beside or behind its logits that cannot be lowered, or that need such parts. The logits are
     * its card's output.
     */
    public static Network lowerable(Network network, Shape image) {
        Network body = network.body();
        if (body.equals(network)) {
            return network;
        }
        Graph whole = new Network(network.graph(), body.card())
                .forBatch(image.size(0))
                .graph();
        GraphLowering lowering = new GraphLowering(new Network(whole, body.card()), image, Set.of(), true);
        Obstacles obstacles = lowering.obstacles(Set.of(network.card().input().name()));
        Set<String> missing = new HashSet<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : whole.nodes()) {
            boolean lowered = body.graph().hasNode(node.name())
                    || !lowering.graph.hasNode(node.name())
                    || (obstacles.at(node).isEmpty() && node.inputs().stream().noneMatch(missing::contains));
            if (lowered) {
                nodes.add(node);
            } else {
                missing.addAll(node.outputs());
            }
        }
        List<TensorInfo> outputs = new ArrayList<>(whole.outputs());
        outputs.removeIf(o -> missing.contains(o.name()));
        if (outputs.isEmpty()) {
            outputs.addAll(body.graph().outputs());
        }
        Graph graph =
                new Graph(whole.name(), whole.inputs(), outputs, nodes, whole.constants()).carrying(whole.carried());
        return new Network(graph, body.card());
    }

    /**
     * A trainable SameDiff graph for a user; the batch is open unless the network fixes it.
     *
     * @param image input shape N×C×H×W, with the network's fixed batch
     * @param own form of the variables in the user's graph
     */
    public static SameDiff lower(Network network, Shape image, UserForm own) {
        boolean open = !network.imageInput().dimensions().get(0).isFixed();
        String input = network.card().input().name();
        Optional<LoweringContext.Wider> wider =
                open ? Optional.of(wider(network, image.with(0, 2 * image.size(0)))) : Optional.empty();
        GraphLowering lowering = new GraphLowering(
                network, image, new LoweringContext.Form(false, wider), Weights.of(network.graph()), own.vectors());
        lowering.check(Set.of(input), Optional.empty());
        wider.ifPresent(w -> lowering.requireNumbersWithoutBatch(network, w.graph()));
        long[] sizes = WeightLayout.longs(image);
        sizes[0] = open ? -1 : sizes[0];
        if (own.channelsLast().contains(input)) {
            lowering.values.channelsLast(input, sizes);
        } else {
            lowering.values.placeholder(input, sizes);
        }
        lowering.emit(tensor -> {});
        lowering.graph.nodes().stream()
                .flatMap(n -> n.outputs().stream())
                .filter(t ->
                        own.channelsLast().contains(t) && lowering.shapes.of(t).rank() == 4)
                .forEach(lowering.values::channelsLast);
        return lowering.values.sameDiff();
    }

    private static LoweringContext.Wider wider(Network network, Shape images) {
        Graph sized = network.forShape(images).graph();
        Shapes shapes = Shapes.infer(sized, Map.of(network.card().input().name(), images));
        return new LoweringContext.Wider(SizeFolding.fold(sized, shapes), shapes);
    }

    /** Numbers that depend on the size of the batch cannot be constants of a graph whose batch is open. */
    private void requireNumbersWithoutBatch(Network network, Graph other) {
        List<String> changed = graph.constants().entrySet().stream()
                .filter(c -> c.getValue().type().isFloating())
                .filter(c -> other.constant(c.getKey())
                        .filter(repeated -> isAlike(c.getValue(), repeated))
                        .isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!changed.isEmpty()) {
            throw new InvalidInputException(
                    "Numbers of network '" + network.card().name()
                            + "' depend on the number of pictures in a batch: " + String.join(", ", changed)
                            + ". Fix the batch of its input, or write ONNX.");
        }
    }

    /** Whether a constant is the same for a wider batch, or repeats what one picture has. */
    private static boolean isAlike(Tensor one, Tensor wider) {
        boolean repeats = one.shape().rank() > 0
                && one.shape().size(0) == 1
                && wider.shape().rank() > 0
                && wider.shape().size(0) > 0;
        return one.equals(wider) || (repeats && one.equals(wider.select(0, 0)));
    }

    /**
     * Checks inputs and operators.
     *
     * @param probes tensors whose gradients are wanted, besides trained constants
     * @param frozen constants that are not trained on request; empty if this is no training
     */
    private void check(Set<String> probes, Optional<Set<String>> frozen) {
        if (graph.inputs().size() > 1) {
            throw new InvalidInputException(
                    "Network '" + graph.name() + "' has " + graph.inputs().size() + " inputs " + graph.inputs()
                            + ", and only networks with one can be trained.",
                    names -> "Where the others may be constants, write the model with their numbers first: "
                            + names.of(Setting.FIXED_INPUTS) + ". Or prune it without data.");
        }
        obstacles(probes).requireNone(frozen);
    }

    /** The nodes of a network that cannot be lowered, each with the reason. */
    public static List<String> objections(Network network, Shape image) {
        return new GraphLowering(network, image, Set.of(), false)
                .obstacles(Set.of(network.card().input().name()))
                .all();
    }

    private Obstacles obstacles(Set<String> probes) {
        Set<String> sources = new HashSet<>(values.trained());
        sources.addAll(probes);
        return new Obstacles(graph, sources, this::context);
    }

    /**
     * Emits every node, or frees all native memory on failure. {@code made} receives each tensor as soon as it has a
     * variable.
     */
    private void emit(Consumer<String> made) {
        boolean emitted = false;
        try {
            for (Node node : graph.nodes()) {
                values.emit(() -> translator(node).lower(context(node)));
                node.outputs().forEach(made);
            }
            emitted = true;
        } finally {
            if (!emitted) {
                values.release();
            }
        }
    }

    private static OpTranslator translator(Node node) {
        return OpTranslators.computed(node).orElseThrow();
    }

    private LoweringContext context(Node node) {
        return new LoweringContext(node, graph, shapes, values, form);
    }
}

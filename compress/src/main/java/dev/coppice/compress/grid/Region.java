package dev.coppice.compress.grid;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NearNames;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Region in which a truncation applies. Every region but {@link At} is closed downstream: all readers of its tensors
 * belong to it. Nodes outside read its maps on their own grids.
 */
public sealed interface Region {
    /** All nodes from an upsampling (of a map larger than 1×1) on, including the upsampling. */
    record Decoder() implements Region {
        @Override
        public Set<String> nodes(Network network, Shapes shapes) {
            return downstream(network.graph(), n -> isUpsampling(n, shapes), Set.of());
        }

        @Override
        public String toString() {
            return "decoder";
        }
    }

    /** All nodes from the inputs on. */
    record All() implements Region {
        @Override
        public Set<String> nodes(Network network, Shapes shapes) {
            return downstream(
                    network.graph(),
                    n -> false,
                    network.graph().inputs().stream().map(TensorInfo::name).collect(Collectors.toSet()));
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    /**
     * All nodes downstream of a tensor.
     *
     * @param tensor name of the tensor
     */
    record DownstreamOf(String tensor) implements Region {

        @Override
        public Set<String> nodes(Network network, Shapes shapes) {
            require(network, tensor, tensor, "is neither decoder nor all, and");
            return downstream(network.graph(), n -> false, Set.of(tensor));
        }

        @Override
        public String toString() {
            return tensor;
        }
    }

    /**
     * The readers of one tensor, up to and including the first contractions, whose results are carried back. It is for
     * expensive layers that tolerate a coarse map where later nodes do not.
     *
     * @param tensor name of the tensor
     */
    record At(String tensor) implements Region {
        private static final String PREFIX = "at:";

        @Override
        public Set<String> nodes(Network network, Shapes shapes) {
            require(network, tensor, toString(), "names a tensor, but");
            Set<String> reached = new HashSet<>(Set.of(tensor));
            Set<String> nodes = new LinkedHashSet<>();
            for (Node node : network.graph().nodes()) {
                if (node.inputs().stream().anyMatch(reached::contains)) {
                    nodes.add(node.name());
                    if (!ContractionInputs.isContraction(node)) {
                        node.outputs().stream().filter(t -> !t.isEmpty()).forEach(reached::add);
                    }
                }
            }
            return nodes;
        }

        @Override
        public String toString() {
            return PREFIX + tensor;
        }
    }

    /**
     * Names of the nodes inside.
     *
     * @throws InvalidInputException if the region names a tensor that the network does not have
     */
    Set<String> nodes(Network network, Shapes shapes);

    /** Reads {@code decoder}, {@code all}, {@code at:} with a tensor's name, or a tensor's name. */
    static Region parse(String text) {
        if (text.strip().startsWith(At.PREFIX)) {
            return new At(text.strip().substring(At.PREFIX.length()).strip());
        }
        return switch (text.strip()) {
            case "decoder" -> new Decoder();
            case "all" -> new All();
            case "" ->
                throw new InvalidInputException(
                        "The truncation region is empty text. Give decoder, all or the name of a tensor.");
            default -> new DownstreamOf(text.strip());
        };
    }

    private static void require(Network network, String tensor, String region, String but) {
        Graph graph = network.graph();
        if (!graph.hasTensor(tensor)) {
            List<String> nearest = NearNames.of(
                    tensor,
                    graph.nodes().stream().flatMap(n -> n.outputs().stream()).filter(t -> !t.isEmpty()));
            throw new InvalidInputException("Truncation region '" + region + "' " + but + " network '"
                    + network.card().name() + "' has no tensor of that name. The nearest are " + nearest
                    + "; inspect lists them all.");
        }
    }

    private static Set<String> downstream(Graph graph, Predicate<Node> seed, Set<String> tensors) {
        Set<String> reached = new HashSet<>(tensors);
        Set<String> nodes = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (seed.test(node) || node.inputs().stream().anyMatch(reached::contains)) {
                nodes.add(node.name());
                node.outputs().stream().filter(t -> !t.isEmpty()).forEach(reached::add);
            }
        }
        return nodes;
    }

    private static boolean isUpsampling(Node node, Shapes shapes) {
        boolean candidate = node.is("ConvTranspose", "Resize") || Resample.isResample(node);
        if (!candidate) {
            return false;
        }
        Shape in = shapes.of(node.input(0));
        Shape out = shapes.of(node.output());
        if (in.rank() != shapes.image().rank() || IntStream.range(2, in.rank()).allMatch(axis -> in.size(axis) == 1)) {
            return false; // no map
        }
        if (node.is("ConvTranspose")) {
            int[] strides =
                    Window.ofConvTranspose(node, in, shapes.of(node.input(1))).strides();
            return Arrays.stream(strides).anyMatch(s -> s > 1);
        }
        return IntStream.range(2, in.rank()).anyMatch(axis -> out.size(axis) > in.size(axis));
    }
}

package dev.coppice.models.graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network's computation: nodes in topological order between declared inputs and outputs, with constants by name.
 *
 * <p>Operators mean what ONNX opset 18 says. Immutable: {@link GraphRewriter} makes changed copies. Every tensor has one
 * source (an input, a constant or a node), and node names are unique. Construction checks both and reports every fault.
 */
public final class Graph {
    private final String name;
    private final List<TensorInfo> inputs;
    private final List<TensorInfo> outputs;
    private final List<Node> nodes;
    private final NavigableMap<String, Tensor> constants;
    private final Map<String, Node> byName;
    private final Map<String, Node> producers;
    private final Map<String, List<Use>> uses;
    private final Carried carried;
    /** Computed once, as fingerprints ask for it again and again; two threads compute the same. */
    private @Nullable String hash;

    /** A reader of a tensor: a node and an input position. */
    public record Use(Node node, int position) {}

    /**
     * Checks the parts and sorts the nodes.
     *
     * @param nodes in any order
     * @throws InvalidGraphException if names dangle or clash, or nodes form a cycle
     */
    public Graph(
            String name,
            List<TensorInfo> inputs,
            List<TensorInfo> outputs,
            List<Node> nodes,
            Map<String, Tensor> constants) {
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.constants = Collections.unmodifiableNavigableMap(new TreeMap<>(constants));
        GraphOrder order = new GraphOrder(name, this.inputs, this.outputs, nodes, this.constants.keySet());
        this.nodes = order.sorted();
        this.byName = order.byName();
        this.producers = order.producers();
        this.uses = order.uses();
        this.carried = Carried.NONE;
    }

    private Graph(Graph graph, Carried carried) {
        this.name = graph.name;
        this.inputs = graph.inputs;
        this.outputs = graph.outputs;
        this.nodes = graph.nodes;
        this.constants = graph.constants;
        this.byName = graph.byName;
        this.producers = graph.producers;
        this.uses = graph.uses;
        this.carried = carried;
    }

    /** The same graph with what it brings along from its file. */
    public Graph carrying(Carried what) {
        return what == carried ? this : new Graph(this, what);
    }

    /** What it brings along from its file. */
    public Carried carried() {
        return carried;
    }

    public String name() {
        return name;
    }

    /** Declared inputs, without constants. */
    public List<TensorInfo> inputs() {
        return inputs;
    }

    public List<TensorInfo> outputs() {
        return outputs;
    }

    /** Nodes in topological order; ties keep the given order. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Constants (initializers) by name, alphabetical. */
    public NavigableMap<String, Tensor> constants() {
        return constants;
    }

    /** The constant of this name; empty if the tensor is computed, an input or left out. */
    public Optional<Tensor> constant(String tensor) {
        return Optional.ofNullable(constants.get(tensor));
    }

    /**
     * The node of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node node(String nodeName) {
        Node node = byName.get(nodeName);
        if (node == null) {
            throw new IllegalArgumentException("graph '" + name + "' has no node '" + nodeName + "'");
        }
        return node;
    }

    public boolean hasNode(String nodeName) {
        return byName.containsKey(nodeName);
    }

    /** The node that computes a tensor; empty for inputs and constants. */
    public Optional<Node> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    /** Every reader of a tensor, in node order, without graph outputs. */
    public List<Use> uses(String tensor) {
        return uses.getOrDefault(tensor, List.of());
    }

    public boolean isInput(String tensor) {
        return inputs.stream().anyMatch(i -> i.name().equals(tensor));
    }

    public boolean isOutput(String tensor) {
        return outputs.stream().anyMatch(o -> o.name().equals(tensor));
    }

    /** Whether some input, constant or node of this graph is the source of the tensor. */
    public boolean hasTensor(String tensor) {
        return producers.containsKey(tensor) || constants.containsKey(tensor) || isInput(tensor);
    }

    /** All tensor names and node names in use. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(producers.keySet());
        names.addAll(constants.keySet());
        names.addAll(byName.keySet());
        inputs.forEach(i -> names.add(i.name()));
        return names;
    }

    /** The same graph with other values, of any shape, for existing constants. */
    public Graph withConstants(Map<String, Tensor> changed) {
        Map<String, Tensor> all = new LinkedHashMap<>(constants);
        changed.forEach((tensor, value) -> {
            if (all.put(tensor, value) == null) {
                throw new IllegalArgumentException("graph '" + name + "' has no constant '" + tensor + "'");
            }
        });
        return new Graph(name, inputs, outputs, nodes, all).carrying(carried);
    }

    /** SHA-256 over structure and weights in hexadecimal; equal graphs have equal hashes on every platform. */
    public String hash() {
        String known = hash;
        if (known == null) {
            known = hashed();
            hash = known;
        }
        return known;
    }

    private String hashed() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String imports = carried.imports().isEmpty() ? "" : carried.imports() + "\n";
            String structure = imports + inputs + "\n" + outputs + "\n"
                    + nodes.stream().map(Graph::line).toList();
            digest.update(structure.getBytes(StandardCharsets.UTF_8));
            constants.forEach((tensor, value) -> {
                digest.update((tensor + value).getBytes(StandardCharsets.UTF_8));
                digest.update(value.bytes());
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String line(Node n) {
        return n.name() + n.domain() + n.op() + n.inputs() + n.outputs() + n.attributes();
    }
}

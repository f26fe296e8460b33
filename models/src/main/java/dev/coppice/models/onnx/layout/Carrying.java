package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The walk over a graph that carries its tensors in other orders of axes; it collects edits. */
final class Carrying {
    private final Graph graph;
    private final Sizes sizes;
    private final Set<String> names;
    private final Map<String, Carried> carried = new HashMap<>();
    private final Map<Carried, String> turned = new HashMap<>();
    private final List<GraphEdit> edits = new ArrayList<>();

    Carrying(Graph graph, Sizes sizes) {
        this.graph = graph;
        this.sizes = sizes;
        this.names = new HashSet<>(graph.names());
    }

    /** Carries a graph input in another order. */
    void input(String tensor, AxisOrder order) {
        carried.put(tensor, new Carried(tensor, order));
    }

    /** Carries what the node gives. */
    void node(Node node) {
        if (node.is("Transpose")) {
            transpose(node);
            return;
        }
        boolean done =
                CarryRules.of(node).filter(rule -> rule.carry(node, this)).isPresent();
        if (!done) {
            inFileOrder(node);
        }
    }

    /** Gives a graph output its name in an order; the name of a Transpose that went is taken by the tensor before it. */
    void end(String output, AxisOrder order) {
        Carried from = at(output);
        Node node = graph.producer(output).orElseThrow();
        boolean renamed = from.tensor().equals(output);
        if (renamed && from.order().equals(order)) {
            return;
        }
        String inside = renamed ? fresh(output) : from.tensor();
        int[] perm = between(from.order(), order, rank(output));
        boolean same = AxisOrder.of(perm).isSame();
        Node last = new Node(
                renamed ? fresh(output) : node.name(),
                "",
                same ? "Identity" : "Transpose",
                List.of(inside),
                List.of(output),
                same ? Attributes.NONE : Attributes.NONE.with("perm", perm));
        if (renamed) {
            edits.add(new GraphEdit.RenameTensor(node.name(), output, inside));
            edits.add(new GraphEdit.AddNode(last));
        } else {
            edits.add(new GraphEdit.ReplaceNode(node.name(), last));
        }
    }

    List<GraphEdit> edits() {
        return edits;
    }

    private void transpose(Node node) {
        Carried from = at(node.input(0));
        int rank = rank(node.input(0));
        int[] reversed = new int[rank];
        Arrays.setAll(reversed, i -> rank - 1 - i);
        int[] perm = node.attributes().integers("perm", reversed);
        carried.put(node.output(), new Carried(from.tensor(), from.order().then(perm)));
    }

    private void inFileOrder(Node node) {
        put(node.mapInputs(t -> t.isEmpty() ? t : in(t, AxisOrder.SAME)), AxisOrder.SAME);
    }

    /** Replaces a node; its outputs are carried in this order. */
    void put(Node changed, AxisOrder order) {
        if (!changed.equals(graph.node(changed.name()))) {
            edits.add(new GraphEdit.ReplaceNode(changed.name(), changed));
        }
        changed.outputs().stream().filter(o -> !o.isEmpty()).forEach(o -> carried.put(o, new Carried(o, order)));
    }

    /** The node on its first input as it is carried, and on the others in the file's order. */
    Node reading(Node node, Carried data) {
        List<String> inputs = new ArrayList<>(List.of(data.tensor()));
        node.inputs().stream().skip(1).forEach(t -> inputs.add(t.isEmpty() ? t : in(t, AxisOrder.SAME)));
        return node.withInputs(inputs);
    }

    /** A tensor of the file as it is carried. */
    Carried at(String tensor) {
        return carried.getOrDefault(tensor, new Carried(tensor, AxisOrder.SAME));
    }

    AxisOrder order(String tensor) {
        return at(tensor).order();
    }

    /** The shape of a tensor of the file, at one size of what it leaves open. */
    Shape shape(String tensor) {
        return sizes.of(tensor);
    }

    Sizes sizes() {
        return sizes;
    }

    int rank(String tensor) {
        return sizes.rank(tensor);
    }

    Optional<Tensor> constant(String tensor) {
        return graph.constant(tensor);
    }

    /** Constant integers at an input position; empty if it is left out or computed. */
    Optional<long[]> integers(Node node, int position) {
        return node.hasInput(position) ? graph.constant(node.input(position)).map(Tensor::toLongs) : Optional.empty();
    }

    boolean isImage(int rank) {
        return graph.inputs().stream()
                .anyMatch(i -> i.dimensions().size() == rank && !order(i.name()).isSame());
    }

    /** The name of a tensor in a wanted order; a Transpose turns it if it is carried in another. */
    String in(String tensor, AxisOrder wanted) {
        Optional<Tensor> constant = graph.constant(tensor);
        if (constant.isPresent()) {
            return wanted.isSame() ? tensor : constant(tensor, wanted.inverse().of(constant.get()));
        }
        Carried from = at(tensor);
        if (from.order().equals(wanted)) {
            return from.tensor();
        }
        return turn(from.tensor(), between(from.order(), wanted, rank(tensor)));
    }

    /** The permutation of a Transpose that brings a carried tensor from one order to another. */
    private static int[] between(AxisOrder from, AxisOrder to, int rank) {
        int[] perm = new int[rank];
        for (int i = 0; i < rank; i++) {
            perm[to.axis(i)] = from.axis(i);
        }
        return perm;
    }

    /** A tensor with its axes permuted, by one Transpose for all readers. */
    String turn(String tensor, int... perm) {
        return turned.computeIfAbsent(
                new Carried(tensor, AxisOrder.of(perm)),
                key -> add("Transpose", tensor, Attributes.NONE.with("perm", perm)));
    }

    /** Adds a node that reads a carried tensor, and other tensors as they are. */
    String add(String op, String tensor, Attributes attributes, String... others) {
        String name = fresh(tensor);
        List<String> inputs = new ArrayList<>(List.of(tensor));
        inputs.addAll(List.of(others));
        edits.add(new GraphEdit.AddNode(new Node(name, "", op, inputs, List.of(name), attributes)));
        return name;
    }

    /** Stores a changed constant, under its own name if only one node reads it. */
    String constant(String tensor, Tensor value) {
        boolean alone = graph.uses(tensor).size() == 1 && !graph.isOutput(tensor);
        String name = alone ? tensor : fresh(tensor);
        edits.add(new GraphEdit.PutConstant(name, value));
        return name;
    }

    /** Stores a changed list of integers in place of a constant. */
    String vector(String tensor, int... values) {
        return constant(
                tensor, Tensor.vector(Arrays.stream(values).asLongStream().toArray()));
    }

    /** Stores a new list of integers. */
    String list(String hint, int... values) {
        String name = fresh(hint);
        store(name, Tensor.vector(Arrays.stream(values).asLongStream().toArray()));
        return name;
    }

    /** The elements of a list, constant or computed, in another order. */
    String moved(String list, int... from) {
        Optional<Tensor> constant = graph.constant(list);
        return constant.isPresent()
                ? constant(list, constant.get().reshape(Shape.of(from.length)).select(0, from))
                : add("Gather", in(list, AxisOrder.SAME), Attributes.NONE, list(list, from));
    }

    /** Stores a new constant under a {@link #fresh} name. */
    void store(String name, Tensor value) {
        edits.add(new GraphEdit.PutConstant(name, value));
    }

    /** A new name. */
    String fresh(String hint) {
        String name = hint + "_turned";
        for (int i = 2; !names.add(name); i++) {
            name = hint + "_turned_" + i;
        }
        return name;
    }
}

package dev.coppice.compress.kernel;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A node written in other operators. The last of them gives the node's output and has its name. */
public final class WrittenOut {
    private final Graph graph;
    private final Node node;
    private final String formula;
    private final List<GraphEdit> edits = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    /**
     * Begins with nothing.
     *
     * @param formula what will be written, for people
     */
    WrittenOut(Graph graph, Node node, String formula) {
        this.graph = graph;
        this.node = node;
        this.formula = formula;
    }

    /** What is written, for people: {@code max(x, slope · x)}. */
    public String formula() {
        return formula;
    }

    /** The edits that put it in the node's place. */
    public List<GraphEdit> edits() {
        List<GraphEdit> all = new ArrayList<>(edits);
        all.add(new GraphEdit.ReplaceNode(node.name(), nodes));
        return all;
    }

    /** Removes a node before it, which nothing reads any more. */
    WrittenOut without(Node before) {
        edits.add(new GraphEdit.ReplaceNode(before.name(), List.of()));
        return this;
    }

    /** Adds an operator and gives the name of its result. */
    String add(String op, String... inputs) {
        String name = fresh(op.toLowerCase(Locale.ROOT));
        nodes.add(Node.of(op, name, Attributes.NONE, inputs));
        return name;
    }

    /** Adds the operator that gives the node's output. */
    WrittenOut end(String op, String... inputs) {
        nodes.add(new Node(node.name(), "", op, Arrays.asList(inputs), node.outputs(), Attributes.NONE));
        return this;
    }

    /** Adds a number and gives its name. */
    String number(float value) {
        String name = fresh("number");
        edits.add(new GraphEdit.PutConstant(name, Tensor.scalar(value)));
        return name;
    }

    /** A name that neither the graph nor what was added has. */
    private String fresh(String what) {
        return FreshName.in(graph, node.output() + "/" + what + (nodes.size() + edits.size()));
    }
}

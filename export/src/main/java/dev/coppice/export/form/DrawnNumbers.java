package dev.coppice.export.form;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.operator.OperatorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Graphs that draw random numbers. No two runs of one agree, so nothing can be compared with it. With the mean in place of every
 * drawn number, and the likeliest in place of every drawn class, all the rest can.
 */
public final class DrawnNumbers {
    private final List<GraphEdit> edits = new ArrayList<>();

    private DrawnNumbers() {}

    /** Which nodes of a graph draw, in words; empty if none does. */
    public static Optional<String> in(Graph graph) {
        List<Node> drawing = drawing(graph);
        return drawing.isEmpty()
                ? Optional.empty()
                : Optional.of(drawing.get(0)
                        + (drawing.size() == 1 ? " draws" : " and " + (drawing.size() - 1) + " more draw")
                        + " random numbers");
    }

    /** What a comparison of a graph says of its drawing, in brackets; nothing if it draws nothing. */
    public static String words(Graph graph) {
        return in(graph)
                .map(drawing -> " (" + drawing + ", which were compared as their mean)")
                .orElse("");
    }

    /** The graph without drawing; the same graph if it draws nothing. */
    public static Graph still(Graph graph) {
        List<Node> drawing = drawing(graph);
        if (drawing.isEmpty()) {
            return graph;
        }
        DrawnNumbers run = new DrawnNumbers();
        drawing.forEach(run::replace);
        return GraphRewriter.apply(graph, run.edits).carrying(graph.carried());
    }

    private static List<Node> drawing(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.is(OperatorKind.RANDOM))
                .toList();
    }

    private void replace(Node node) {
        List<Node> nodes = new ArrayList<>();
        String values = node.name() + "/values";
        if (node.is("Bernoulli")) {
            nodes.add(Node.of("Round", values, Attributes.NONE, node.input(0)));
        } else if (node.is("Multinomial")) {
            String sizes = constant(
                    node.name() + "/samples", Tensor.vector(1, node.attributes().integer("sample_size", 1)));
            String likeliest = node.name() + "/likeliest";
            nodes.add(Node.of("ArgMax", likeliest, Attributes.NONE.with("axis", 1), node.input(0)));
            nodes.add(Node.of("Expand", values, Attributes.NONE, likeliest, sizes));
        } else {
            String mean = constant(node.name() + "/mean", Tensor.scalar(mean(node)));
            nodes.add(Node.of("Expand", values, Attributes.NONE, mean, sizes(node, nodes)));
        }
        nodes.add(typed(node, values));
        edits.add(new GraphEdit.ReplaceNode(node.name(), nodes));
    }

    private static float mean(Node node) {
        Attributes attributes = node.attributes();
        return node.op().startsWith("RandomNormal")
                ? attributes.real("mean", 0)
                : (attributes.real("low", 0) + attributes.real("high", 1)) / 2;
    }

    /** The tensor with the sizes of the output. */
    private String sizes(Node node, List<Node> nodes) {
        String name = node.name() + "/sizes";
        if (!node.hasInput(0)) {
            int[] sizes = node.attributes().integers("shape");
            return constant(
                    name, Tensor.vector(Arrays.stream(sizes).asLongStream().toArray()));
        }
        nodes.add(Node.of("Shape", name, Attributes.NONE, node.input(0)));
        return name;
    }

    /** The node that gives the output its type. */
    private static Node typed(Node node, String values) {
        long given = node.attributes().integer("dtype", node.is("Multinomial") ? ElementType.INT32.code() : 0);
        long type = given == 0 && !node.hasInput(0) ? ElementType.FLOAT.code() : given;
        return type == 0
                ? new Node(node.name(), "", "CastLike", List.of(values, node.input(0)), node.outputs(), Attributes.NONE)
                : new Node(node.name(), "", "Cast", List.of(values), node.outputs(), Attributes.NONE.with("to", (int)
                        type));
    }

    private String constant(String name, Tensor value) {
        edits.add(new GraphEdit.PutConstant(name, value));
        return name;
    }
}

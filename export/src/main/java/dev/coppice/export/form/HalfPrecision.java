package dev.coppice.export.form;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.stream.Stream;

/** Graphs that compute in half precision, whatever the types of their inputs and outputs. */
public final class HalfPrecision {
    private static final String CAST = "Cast";

    private HalfPrecision() {}

    /** Whether a graph takes, makes or computes with such numbers; weights that are stored so alone do not count. */
    public static boolean in(Graph graph) {
        return Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                        .anyMatch(info -> info.type() == ElementType.FLOAT16)
                || graph.nodes().stream().anyMatch(node -> computes(graph, node));
    }

    private static boolean computes(Graph graph, Node node) {
        return node.op().equals(CAST)
                ? node.attributes().integer("to", 0) == ElementType.FLOAT16.code()
                : node.inputs().stream().anyMatch(name -> graph.constant(name)
                        .filter(tensor -> tensor.type() == ElementType.FLOAT16)
                        .isPresent());
    }
}

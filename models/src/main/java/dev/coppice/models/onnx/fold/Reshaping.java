package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Optional;

/**
 * Chain of Reshape → one operator → Reshape back to the first shape, as exporters write what ONNX has no operator for.
 *
 * @param from the tensor before the chain
 * @param inside the tensor after the first Reshape
 * @param node the operator between both Reshapes
 * @param last the second Reshape
 */
record Reshaping(String from, String inside, Node node, Node last) {

    /** The chain that ends at a node; empty if there is none. Inner tensors must have no other reader. */
    static Optional<Reshaping> endingAt(Node last, String op, Graph graph, KnownSizes sizes) {
        Optional<Node> middle = last.is("Reshape") ? onlyReadBy(graph, last).filter(n -> n.is(op)) : Optional.empty();
        Optional<Node> first = middle.flatMap(n -> onlyReadBy(graph, n)).filter(n -> n.is("Reshape"));
        return first.filter(n -> sizes.isSame(n.input(0), last.output()))
                .map(n -> new Reshaping(n.input(0), n.output(), middle.orElseThrow(), last));
    }

    private static Optional<Node> onlyReadBy(Graph graph, Node reader) {
        String tensor = reader.input(0);
        return graph.uses(tensor).size() == 1 && !graph.isOutput(tensor) ? graph.producer(tensor) : Optional.empty();
    }
}

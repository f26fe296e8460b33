package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.Optional;

/**
 * A node in its graph.
 *
 * @param node the node
 * @param graph the graph of the node
 * @param shapes shapes of all tensors at the card's size
 */
record TailContext(Node node, Graph graph, Shapes shapes) {
    Shape output() {
        return shapes.of(node.output());
    }

    TailContext with(Node other) {
        return new TailContext(other, graph, shapes);
    }

    /** Converts an axis of the first input to one counted from 0. */
    int axis(int otherwise) {
        int rank = shapes.of(node.input(0)).rank();
        int axis = node.attributes().integer("axis", otherwise);
        return axis < 0 ? axis + rank : axis;
    }

    /** Whether an input is independent of the image. */
    boolean isConstant(int position) {
        return shapes.value(node.input(position)).isPresent()
                || graph.constant(node.input(position)).isPresent();
    }

    /** The value of an input that is a constant scalar. */
    Optional<Double> scalar(int position) {
        return shapes.value(node.input(position))
                .filter(t -> t.shape().elements() == 1)
                .map(TailContext::number);
    }

    private static double number(Tensor tensor) {
        return tensor.type().isFloating() ? tensor.toFloats()[0] : tensor.toLongs()[0];
    }
}

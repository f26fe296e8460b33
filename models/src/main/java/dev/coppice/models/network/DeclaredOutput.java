package dev.coppice.models.network;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes inner tensors outputs of a graph. */
final class DeclaredOutput {
    private DeclaredOutput() {}

    /** The graph with this tensor among its outputs, last if it was none; the same graph if it does not compute it. */
    static Graph in(Graph graph, String tensor) {
        if (graph.isOutput(tensor) || graph.producer(tensor).isEmpty()) {
            return graph;
        }
        List<TensorInfo> outputs = new ArrayList<>(graph.outputs());
        outputs.add(info(graph, tensor));
        return GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(outputs)));
    }

    /** The graph with this output alone; the same graph if it has no other. */
    static Graph alone(Graph graph, String tensor) {
        boolean only = graph.outputs().size() == 1 && graph.isOutput(tensor);
        return only
                ? graph
                : GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(List.of(info(graph, tensor)))));
    }

    private static TensorInfo info(Graph graph, String tensor) {
        return graph.outputs().stream()
                .filter(o -> o.name().equals(tensor))
                .findFirst()
                .orElseGet(() -> new TensorInfo(tensor, type(graph, tensor), List.of()));
    }

    /** The element type of a tensor: that of what it is computed from, but for operators that change it. */
    static ElementType type(Graph graph, String tensor) {
        String current = tensor;
        Optional<Node> node = graph.producer(current);
        while (node.isPresent()) {
            Optional<ElementType> changed = changed(node.get());
            if (changed.isPresent()) {
                return changed.get();
            }
            current = node.get().input(node.get().is("Where") ? 1 : 0);
            node = graph.producer(current);
        }
        return given(graph, current);
    }

    private static Optional<ElementType> changed(Node node) {
        if (node.is("Cast")) {
            return Optional.of(ElementType.ofCode(node.attributes().integer("to", ElementType.FLOAT.code())));
        }
        if (node.is("ArgMax", "ArgMin", "Shape", "Size", "NonZero")) {
            return Optional.of(ElementType.INT64);
        }
        boolean truth = node.is("Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal", "Not", "And", "Or", "Xor");
        return truth ? Optional.of(ElementType.BOOL) : Optional.empty();
    }

    /** The type of a tensor that no node computes. */
    private static ElementType given(Graph graph, String tensor) {
        return graph.constant(tensor)
                .map(Tensor::type)
                .or(() -> graph.inputs().stream()
                        .filter(i -> i.name().equals(tensor))
                        .map(TensorInfo::type)
                        .findFirst())
                .orElse(ElementType.FLOAT);
    }
}

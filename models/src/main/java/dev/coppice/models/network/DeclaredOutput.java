package dev.coppice.models.network;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/** Declaration of inner tensors as graph outputs. */
final class DeclaredOutput {
    private DeclaredOutput() {}

    /**
     * The graph with this tensor among its outputs; a new output comes last. The same graph if it does not compute the
     * tensor.
     */
    static Graph in(Graph graph, String tensor) {
        if (graph.isOutput(tensor) || graph.producer(tensor).isEmpty()) {
            return graph;
        }
        List<TensorInfo> outputs = new ArrayList<>(graph.outputs());
        outputs.add(info(graph, tensor));
        return GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(outputs)));
    }

    /** The graph with this output only; the same graph if it has no other. */
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
                .orElseGet(() -> new TensorInfo(tensor, NodeTypes.at(graph, tensor), List.of()));
    }
}

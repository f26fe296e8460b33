package dev.coppice.export.onnx;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import java.util.List;

/** Nodes that came from the runtime's own domain to quantise or dequantise, written as they came. */
final class RuntimeQuantization {
    private RuntimeQuantization() {}

    /** The graph with these nodes in that domain; the same graph if it has none of them. */
    static Graph restore(Graph graph) {
        List<GraphEdit> edits = graph.nodes().stream()
                .filter(node -> node.attributes().has(QuantizedConstant.OWN))
                .<GraphEdit>map(node -> new GraphEdit.ReplaceNode(node.name(), own(node)))
                .toList();
        return GraphRewriter.apply(graph, edits);
    }

    private static Node own(Node node) {
        return new Node(
                node.name(),
                NBitWeights.DOMAIN,
                node.op(),
                node.inputs(),
                node.outputs(),
                node.attributes().without(QuantizedConstant.OWN));
    }
}

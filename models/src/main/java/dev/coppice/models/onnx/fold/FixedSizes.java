package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Replacement of sizes by constants where the input leaves height and width open: numbers that none of the open sizes
 * changes, such as numbers of channels. What depends on an open size stays and is computed at run time.
 */
final class FixedSizes {
    private FixedSizes() {}

    static Graph fold(Graph graph) {
        if (graph.nodes().stream().noneMatch(n -> n.is("Shape", "Size"))) {
            return graph;
        }
        return OpenShapes.of(graph).map(open -> fold(graph, open)).orElse(graph);
    }

    private static Graph fold(Graph graph, OpenShapes open) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            boolean fixed =
                    node.outputs().size() == 1 && !graph.isOutput(node.output()) && open.isConstant(node.output());
            if (fixed) {
                edits.add(new GraphEdit.ReplaceNode(node.name(), List.of()));
                edits.add(new GraphEdit.PutConstant(
                        node.output(), open.shapes().value(node.output()).orElseThrow()));
            }
        }
        return GraphRewriter.apply(graph, edits);
    }
}

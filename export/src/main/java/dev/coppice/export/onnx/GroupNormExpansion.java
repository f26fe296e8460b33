package dev.coppice.export.onnx;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Expansion of GroupNormalization to Reshape to N×G×rest → InstanceNormalization → Reshape back. ONNX Runtime has no
 * kernel for it at opset 18 and would split it into a dozen slower operators.
 */
final class GroupNormExpansion {
    private GroupNormExpansion() {}

    static Graph expand(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("GroupNormalization")) {
                expand(node, edits);
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static void expand(Node node, List<GraphEdit> edits) {
        String name = node.name();
        int groups = node.attributes().integer("num_groups", 1);
        edits.add(new GraphEdit.PutConstant(name + "/target", Tensor.vector(0, groups, -1)));
        edits.add(new GraphEdit.ReplaceNode(
                name,
                List.of(
                        Node.of("Shape", name + "/shape", Attributes.NONE, node.input(0)),
                        Node.of("Reshape", name + "/groups", Attributes.NONE, node.input(0), name + "/target"),
                        Node.of(
                                "InstanceNormalization",
                                name + "/normalized",
                                Attributes.NONE.with(
                                        "epsilon", node.attributes().real("epsilon", 1e-5f)),
                                name + "/groups",
                                node.input(1),
                                node.input(2)),
                        new Node(
                                name,
                                "",
                                "Reshape",
                                List.of(name + "/normalized", name + "/shape"),
                                node.outputs(),
                                Attributes.NONE))));
    }
}

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
 * kernel for it at opset 18 and would split it into a dozen slower operators. One with {@code stash_type}, of
 * opset 21, is written as the arithmetic that it stands for there.
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
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of("Shape", name + "/shape", Attributes.NONE, node.input(0)));
        nodes.add(Node.of("Reshape", name + "/groups", Attributes.NONE, node.input(0), name + "/target"));
        if (node.attributes().has("stash_type")) {
            writtenOut(node, nodes, edits);
        } else {
            nodes.add(Node.of(
                    "InstanceNormalization",
                    name + "/normalized",
                    epsilon(node),
                    name + "/groups",
                    node.input(1),
                    node.input(2)));
        }
        nodes.add(new Node(
                name, "", "Reshape", List.of(name + "/normalized", name + "/shape"), node.outputs(), Attributes.NONE));
        edits.add(new GraphEdit.ReplaceNode(name, nodes));
    }

    private static Attributes epsilon(Node node) {
        return Attributes.NONE.with("epsilon", node.attributes().real("epsilon", 1e-5f));
    }

    /**
     * The arithmetic of GroupNormalization since opset 21, word by word: a variance computed in another way differs by more
     * than the rounding of one operator where the mean is large.
     */
    private static void writtenOut(Node node, List<Node> nodes, List<GraphEdit> edits) {
        String name = node.name();
        edits.add(new GraphEdit.PutConstant(name + "/axis", Tensor.vector(2)));
        edits.add(new GraphEdit.PutConstant(
                name + "/epsilon", Tensor.scalar(node.attributes().real("epsilon", 1e-5f))));
        String groups = name + "/groups";
        nodes.add(Node.of("ReduceMean", name + "/mean", Attributes.NONE, groups, name + "/axis"));
        nodes.add(Node.of("Mul", name + "/square", Attributes.NONE, groups, groups));
        nodes.add(Node.of("ReduceMean", name + "/squares", Attributes.NONE, name + "/square", name + "/axis"));
        nodes.add(Node.of("Mul", name + "/squared", Attributes.NONE, name + "/mean", name + "/mean"));
        nodes.add(Node.of("Sub", name + "/variance", Attributes.NONE, name + "/squares", name + "/squared"));
        nodes.add(Node.of("Add", name + "/sum", Attributes.NONE, name + "/variance", name + "/epsilon"));
        nodes.add(Node.of("Sqrt", name + "/deviation", Attributes.NONE, name + "/sum"));
        nodes.add(Node.of("Sub", name + "/centred", Attributes.NONE, groups, name + "/mean"));
        nodes.add(Node.of("Div", name + "/quotient", Attributes.NONE, name + "/centred", name + "/deviation"));
        edits.add(new GraphEdit.PutConstant(name + "/column", Tensor.vector(1)));
        nodes.add(Node.of("Unsqueeze", name + "/scale", Attributes.NONE, node.input(1), name + "/column"));
        nodes.add(Node.of("Unsqueeze", name + "/bias", Attributes.NONE, node.input(2), name + "/column"));
        nodes.add(Node.of("Mul", name + "/scaled", Attributes.NONE, name + "/quotient", name + "/scale"));
        nodes.add(Node.of("Add", name + "/normalized", Attributes.NONE, name + "/scaled", name + "/bias"));
    }
}

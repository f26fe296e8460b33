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
                expand(graph, node, edits);
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static void expand(Graph graph, Node node, List<GraphEdit> edits) {
        String name = node.name();
        int groups = node.attributes().integer("num_groups", 1);
        edits.add(new GraphEdit.PutConstant(name + "/target", Tensor.vector(0, groups, -1)));
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of("Shape", name + "/shape", Attributes.NONE, node.input(0)));
        nodes.add(Node.of("Reshape", name + "/groups", Attributes.NONE, node.input(0), name + "/target"));
        if (node.attributes().has("stash_type")) {
            writtenOut(graph, node, nodes, edits);
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
    private static void writtenOut(Graph graph, Node node, List<Node> nodes, List<GraphEdit> edits) {
        String name = node.name() + "/";
        edits.add(new GraphEdit.PutConstant(name + "2", Tensor.vector(2)));
        edits.add(new GraphEdit.PutConstant(
                name + "e", Tensor.scalar(node.attributes().real("epsilon", 1e-5f))));
        String groups = name + "groups";
        String normal = name + "normalized";
        boolean isPlain = isAll(graph, node.input(1), 1) && isAll(graph, node.input(2), 0);
        nodes.add(Node.of("ReduceMean", name + "m", Attributes.NONE, groups, name + "2"));
        nodes.add(Node.of("Mul", name + "xx", Attributes.NONE, groups, groups));
        nodes.add(Node.of("ReduceMean", name + "mxx", Attributes.NONE, name + "xx", name + "2"));
        nodes.add(Node.of("Mul", name + "mm", Attributes.NONE, name + "m", name + "m"));
        nodes.add(Node.of("Sub", name + "v", Attributes.NONE, name + "mxx", name + "mm"));
        nodes.add(Node.of("Add", name + "ve", Attributes.NONE, name + "v", name + "e"));
        nodes.add(Node.of("Sqrt", name + "s", Attributes.NONE, name + "ve"));
        nodes.add(Node.of("Sub", name + "d", Attributes.NONE, groups, name + "m"));
        nodes.add(Node.of("Div", isPlain ? normal : name + "q", Attributes.NONE, name + "d", name + "s"));
        if (!isPlain) {
            edits.add(new GraphEdit.PutConstant(name + "1", Tensor.vector(1)));
            nodes.add(Node.of("Unsqueeze", name + "scale", Attributes.NONE, node.input(1), name + "1"));
            nodes.add(Node.of("Unsqueeze", name + "bias", Attributes.NONE, node.input(2), name + "1"));
            nodes.add(Node.of("Mul", name + "scaled", Attributes.NONE, name + "q", name + "scale"));
            nodes.add(Node.of("Add", normal, Attributes.NONE, name + "scaled", name + "bias"));
        }
    }

    private static boolean isAll(Graph graph, String constant, float value) {
        float[] values = graph.constant(constant).map(Tensor::toFloats).orElse(new float[] {Float.NaN});
        for (float each : values) {
            if (each != value) {
                return false;
            }
        }
        return true;
    }
}

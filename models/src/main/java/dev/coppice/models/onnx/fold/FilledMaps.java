package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * ConstantOfShape whose sizes are known only at run time, such as those of another map, written as the Expand of a number. Both
 * are the same map, and what is known of Expand, such as that its sizes follow a cut, is then known of it.
 */
final class FilledMaps {
    private FilledMaps() {}

    static Graph simplify(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("ConstantOfShape") && graph.constant(node.input(0)).isEmpty()) {
                edits.addAll(filled(graph, node));
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static List<GraphEdit> filled(Graph graph, Node node) {
        Tensor value = node.attributes().tensor("value").orElseGet(() -> Tensor.scalar(0));
        String name = node.name() + "/value";
        if (!value.type().isFloating()
                || value.shape().elements() != 1
                || graph.names().contains(name)) {
            return List.of();
        }
        List<String> inputs = List.of(name, node.input(0));
        return List.of(
                new GraphEdit.PutConstant(name, value.reshape(Shape.of(1))),
                new GraphEdit.ReplaceNode(
                        node.name(), new Node(node.name(), "", "Expand", inputs, node.outputs(), Attributes.NONE)));
    }
}

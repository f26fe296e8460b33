package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces nodes whose inputs are all constant by their values. */
final class Constants {
    private Constants() {}

    static Graph fold(Graph graph) {
        Map<String, Tensor> known = new HashMap<>(graph.constants());
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Optional<Tensor> value = value(node, known);
            if (value.isPresent() && !graph.isOutput(node.output())) {
                known.put(node.output(), value.get());
                edits.add(new GraphEdit.ReplaceNode(node.name(), List.of()));
                edits.add(new GraphEdit.PutConstant(node.output(), value.get()));
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static Optional<Tensor> value(Node node, Map<String, Tensor> known) {
        List<Tensor> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            Tensor tensor = known.get(input);
            if (tensor == null) {
                return Optional.empty();
            }
            inputs.add(tensor);
        }
        return node.outputs().size() == 1 ? ConstantOperators.evaluate(node, inputs) : Optional.empty();
    }
}

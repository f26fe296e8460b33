package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folding of nodes with constant inputs into their values. */
final class Constants {
    private Constants() {}

    static Graph fold(Graph graph) {
        Map<String, Tensor> known = new HashMap<>(graph.constants());
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Optional<Tensor> value = ValueRules.evaluate(node, known);
            if (value.isPresent() && !graph.isOutput(node.output())) {
                known.put(node.output(), value.get());
            }
            // An Identity of a constant is removed later, without a second copy.
            if (value.isPresent() && !graph.isOutput(node.output()) && !node.is("Identity")) {
                edits.add(new GraphEdit.ReplaceNode(node.name(), List.of()));
                edits.add(new GraphEdit.PutConstant(node.output(), value.get()));
            }
        }
        return GraphRewriter.apply(graph, edits);
    }
}

package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folding of Reshape to N×G×rest → InstanceNormalization → Reshape back into one GroupNormalization. Exporters write this
 * chain for older operator sets. At opset 18, scale and bias have one value per group, as those of the instances do.
 */
final class GroupNorms {
    private GroupNorms() {}

    static Graph simplify(Graph graph) {
        boolean none = graph.nodes().stream().noneMatch(n -> n.is("InstanceNormalization"));
        Optional<BatchPair> shapes = none ? Optional.empty() : BatchPair.of(graph);
        if (shapes.isEmpty()) {
            return graph;
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Reshaping.endingAt(node, "InstanceNormalization", graph, shapes.get())
                    .filter(norm -> isGrouping(shapes.get().a().of(norm.from()), norm.inside()))
                    .ifPresent(norm -> edits.add(new GraphEdit.ReplaceNode(node.name(), group(norm))));
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static boolean isGrouping(Shape outer, Shape inside) {
        return inside.rank() == 3
                && outer.rank() > 2
                && outer.size(0) == inside.size(0)
                && outer.size(1) % inside.size(1) == 0;
    }

    private static Node group(Reshaping norm) {
        Node instance = norm.node();
        Attributes attributes = Attributes.NONE.with("num_groups", norm.inside().size(1));
        return new Node(
                norm.last().name(),
                "",
                "GroupNormalization",
                List.of(norm.from(), instance.input(1), instance.input(2)),
                norm.last().outputs(),
                attributes.with("epsilon", instance.attributes().real("epsilon", 1e-5f)));
    }
}

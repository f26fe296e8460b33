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
        Optional<KnownSizes> sizes = none ? Optional.empty() : KnownSizes.of(graph);
        if (sizes.isEmpty()) {
            return graph;
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Reshaping.endingAt(node, "InstanceNormalization", graph, sizes.get())
                    .filter(norm -> isGrouping(sizes.get(), norm))
                    .ifPresent(norm -> edits.add(new GraphEdit.ReplaceNode(
                            node.name(),
                            group(norm, sizes.get().shape(norm.inside()).size(1)))));
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static boolean isGrouping(KnownSizes sizes, Reshaping norm) {
        Shape outer = sizes.shape(norm.from());
        Shape inside = sizes.shape(norm.inside());
        return inside.rank() == 3
                && outer.rank() > 2
                && sizes.isSame(norm.inside(), 0, norm.from(), 0)
                && sizes.isFixed(norm.from(), 1)
                && sizes.isFixed(norm.inside(), 1)
                && outer.size(1) % inside.size(1) == 0;
    }

    private static Node group(Reshaping norm, int groups) {
        Node instance = norm.node();
        Attributes attributes = Attributes.NONE.with("num_groups", groups);
        return new Node(
                norm.last().name(),
                "",
                "GroupNormalization",
                List.of(norm.from(), instance.input(1), instance.input(2)),
                norm.last().outputs(),
                attributes.with("epsilon", instance.attributes().real("epsilon", 1e-5f)));
    }
}

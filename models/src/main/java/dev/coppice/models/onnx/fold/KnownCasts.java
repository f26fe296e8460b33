package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** CastLike, which exporters write in functions for any type, as the Cast that it is where the type of its example is known. */
final class KnownCasts {
    private KnownCasts() {}

    static Graph simplify(Graph graph) {
        if (graph.nodes().stream().noneMatch(n -> n.is("CastLike"))) {
            return graph;
        }
        Map<String, ElementType> types = NodeTypes.of(graph);
        List<GraphEdit.ReplaceNode> edits = graph.nodes().stream()
                .filter(n -> n.is("CastLike") && types.containsKey(n.input(1)))
                .map(n -> new GraphEdit.ReplaceNode(n.name(), cast(n, Objects.requireNonNull(types.get(n.input(1))))))
                .toList();
        return GraphRewriter.apply(graph, edits);
    }

    private static Node cast(Node like, ElementType type) {
        return new Node(
                like.name(),
                "",
                "Cast",
                List.of(like.input(0)),
                like.outputs(),
                Attributes.NONE.with("to", type.code()));
    }
}

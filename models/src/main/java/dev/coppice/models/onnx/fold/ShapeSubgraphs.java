package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replacement of shape computations by constants, with the batch left open. What has the same value at two batch sizes is
 * constant. A target size that depends on the batch is rewritten so that it still does.
 *
 * <p>This needs fixed channels, height and width; otherwise shape subgraphs stay and are computed at run time.
 */
final class ShapeSubgraphs {
    private final Graph graph;
    private final BatchPair shapes;
    private final List<GraphEdit> edits = new ArrayList<>();

    private ShapeSubgraphs(Graph graph, BatchPair shapes) {
        this.graph = graph;
        this.shapes = shapes;
    }

    static Graph fold(Graph graph) {
        if (graph.nodes().stream().noneMatch(n -> n.is("Shape", "Size"))) {
            return graph;
        }
        return BatchPair.of(graph)
                .map(shapes -> new ShapeSubgraphs(graph, shapes).fold())
                .orElse(graph);
    }

    private Graph fold() {
        for (Node node : graph.nodes()) {
            freeBatch(node);
        }
        for (Node node : graph.nodes()) {
            Optional<Tensor> value = node.outputs().size() == 1 ? constant(node.output()) : Optional.empty();
            if (value.isPresent() && !graph.isOutput(node.output())) {
                edits.add(new GraphEdit.ReplaceNode(node.name(), List.of()));
                edits.add(new GraphEdit.PutConstant(node.output(), value.get()));
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    /** The value of a tensor, if it is the same at both batch sizes. */
    private Optional<Tensor> constant(String tensor) {
        Optional<Tensor> value = shapes.a().value(tensor);
        return value.equals(shapes.b().value(tensor)) ? value : Optional.empty();
    }

    /** Gives Reshape, Expand and Resize a target that does not name the batch. */
    private void freeBatch(Node node) {
        int position = node.is("Reshape", "Expand") ? 1 : node.is("Resize") ? 3 : -1;
        if (position < 0
                || !node.hasInput(position)
                || constant(node.input(position)).isPresent()) {
            return;
        }
        Optional<Tensor> a = shapes.a().value(node.input(position));
        Optional<Tensor> b = shapes.b().value(node.input(position));
        if (a.isEmpty() || b.isEmpty()) {
            return;
        }
        BatchFreeTarget target =
                new BatchFreeTarget(node, shapes, a.get().toLongs(), b.get().toLongs());
        target.node().ifPresent(changed -> {
            String own = node.output() + "_target";
            boolean isTaken = graph.hasTensor(own) && !graph.constant(own).equals(Optional.of(target.values()));
            String name = isTaken ? own + "_2" : own;
            edits.add(new GraphEdit.PutConstant(name, target.values()));
            edits.add(new GraphEdit.ReplaceNode(node.name(), changed.withInput(position, name)));
        });
    }
}

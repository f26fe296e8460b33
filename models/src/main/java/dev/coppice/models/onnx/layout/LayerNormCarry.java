package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.stream.IntStream;

/** LayerNormalization, if the axes that it takes its statistics over are the last ones as carried too. */
final class LayerNormCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        int rank = graph.rank(node.input(0));
        int axis = ShapeContext.axis(node.attributes().integer("axis", -1), rank);
        boolean last = IntStream.range(axis, rank).allMatch(a -> data.order().axis(a) == a);
        if (data.order().isSame() || !last || node.outputs().size() > 1) {
            return false;
        }
        graph.put(graph.reading(node, data), data.order());
        return true;
    }
}

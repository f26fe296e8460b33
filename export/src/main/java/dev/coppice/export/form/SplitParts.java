package dev.coppice.export.form;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.List;

/** Split before 18: without sizes it gives equal parts, as many as it has outputs. */
final class SplitParts implements OpsetRule {
    private static final int REVISED = 18;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() >= REVISED || node.hasInput(1)) {
            return List.of(node);
        }
        Shape shape = target.shape(node.input(0));
        int axis = node.attributes().integer("axis", 0);
        int size = shape.size(axis < 0 ? axis + shape.rank() : axis);
        if (size % node.outputs().size() != 0) {
            throw new NewerOpsetException(
                    REVISED, "splits " + size + " into " + node.outputs().size() + " parts");
        }
        return List.of(node.withAttributes(node.attributes().without("num_outputs")));
    }
}

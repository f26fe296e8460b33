package dev.coppice.export.form;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** DFT since 20, whose axis is an input: a number without axes. */
final class DftAxis implements OpsetRule {
    private static final int REVISED = 20;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() < REVISED) {
            return List.of(node);
        }
        Tensor axis = Tensor.longs(Shape.SCALAR, node.attributes().integer("axis", 1));
        return List.of(node.withInput(2, target.put(node.name() + "/axis", axis))
                .withAttributes(node.attributes().without("axis")));
    }
}

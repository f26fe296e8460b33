package dev.coppice.export.form;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Shape before 15, which gives all sizes: a Slice takes the range. */
final class ShapeRange implements OpsetRule {
    private static final int REVISED = 15;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        Attributes attributes = node.attributes();
        if (target.opset() >= REVISED || !(attributes.has("start") || attributes.has("end"))) {
            return List.of(node);
        }
        String name = node.name();
        String start = target.put(name + "/start", Tensor.vector(attributes.integer("start", 0)));
        String end = target.put(name + "/end", Tensor.vector(attributes.integer("end", Integer.MAX_VALUE)));
        return List.of(
                Node.of("Shape", name + "/all", Attributes.NONE, node.input(0)),
                new Node(name, "", "Slice", List.of(name + "/all", start, end), node.outputs(), Attributes.NONE));
    }
}

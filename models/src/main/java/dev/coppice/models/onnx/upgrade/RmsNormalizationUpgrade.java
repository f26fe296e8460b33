package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Replacement of RMSNormalization, an operator since 23, by its formula (Zhang and Sennrich, NeurIPS 2019, eq. 4):
 * x / √(mean(x²) + ε) · scale.
 */
final class RmsNormalizationUpgrade implements Upgrade {
    @Override
    public boolean takes(Node node, UpgradeContext context) {
        return node.attributes().integer("axis", -1) < 0;
    }

    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        int axis = node.attributes().integer("axis", -1);
        List<Node> nodes = new ArrayList<>();
        String x = node.input(0);
        String axes = context.addConstant(
                node.name() + "_axes", Tensor.vector(LongStream.range(axis, 0).toArray()));
        String epsilon = context.addConstant(
                node.name() + "_epsilon", Tensor.scalar(node.attributes().real("epsilon", 1e-5f)));
        String square = add(node, context, nodes, "Mul", x, x);
        String mean = add(node, context, nodes, "ReduceMean", square, axes);
        String shifted = add(node, context, nodes, "Add", mean, epsilon);
        String root = add(node, context, nodes, "Sqrt", shifted);
        String normal = add(node, context, nodes, "Div", x, root);
        nodes.add(new Node(node.name(), "", "Mul", List.of(normal, node.input(1)), node.outputs(), Attributes.NONE));
        return nodes;
    }

    private static String add(Node origin, UpgradeContext context, List<Node> nodes, String op, String... inputs) {
        String output = context.freshName(origin.name() + "_" + op);
        nodes.add(Node.of(op, output, Attributes.NONE, inputs));
        return output;
    }
}

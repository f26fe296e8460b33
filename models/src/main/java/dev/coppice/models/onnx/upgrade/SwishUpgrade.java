package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Replacement of Swish, an operator since 24, by its formula: x · sigmoid(αx). */
final class SwishUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        List<Node> nodes = new ArrayList<>();
        String x = node.input(0);
        String scaled = x;
        float alpha = node.attributes().real("alpha", 1);
        if (alpha != 1) {
            String factor = context.addConstant(node.name() + "_alpha", Tensor.scalar(alpha));
            scaled = context.freshName(node.name() + "_scaled");
            nodes.add(Node.of("Mul", scaled, Attributes.NONE, x, factor));
        }
        String gate = context.freshName(node.name() + "_gate");
        nodes.add(Node.of("Sigmoid", gate, Attributes.NONE, scaled));
        nodes.add(new Node(node.name(), "", "Mul", List.of(x, gate), node.outputs(), Attributes.NONE));
        return nodes;
    }
}

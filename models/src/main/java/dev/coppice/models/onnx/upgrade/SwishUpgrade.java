package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import java.util.List;

/** Replacement of Swish, an operator since 24, and SwiGLU, since 28, by x · sigmoid(α x), of SwiGLU times its second input. */
final class SwishUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Steps steps = new Steps(node, context);
        String x = node.input(0);
        float alpha = node.attributes().real("alpha", 1);
        String gate = steps.add("Sigmoid", alpha == 1 ? x : steps.scaled(x, alpha));
        return node.is("Swish")
                ? steps.finish("Mul", x, gate)
                : steps.finish("Mul", steps.add("Mul", x, gate), node.input(1));
    }
}

package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import java.util.List;

/**
 * Replacement of Gelu, an operator since 20, by its formula (Hendrycks and Gimpel, 2016): x/2 · (1 + erf(x/√2)), or with
 * {@code approximate = tanh} x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).
 */
final class GeluUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Steps steps = new Steps(node, context);
        String x = node.input(0);
        boolean tanh = node.attributes().text("approximate", "none").equals("tanh");
        String gate = tanh
                ? steps.add("Tanh", steps.scaled(steps.add("Add", x, cubic(steps, x)), (float) Math.sqrt(2 / Math.PI)))
                : steps.add("Erf", steps.scaled(x, (float) Math.sqrt(0.5)));
        String half = steps.scaled(x, 0.5f);
        return steps.finish("Mul", half, steps.add("Add", gate, steps.scalar("one", 1)));
    }

    private static String cubic(Steps steps, String x) {
        return steps.scaled(steps.add("Mul", steps.add("Mul", x, x), x), 0.044715f);
    }
}

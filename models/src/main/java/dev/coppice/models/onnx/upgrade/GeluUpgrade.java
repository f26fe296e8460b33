package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
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
        String one = context.addConstant(node.name() + "_one", Tensor.scalar(1));
        return steps.finish("Mul", half, steps.add("Add", gate, one));
    }

    private static String cubic(Steps steps, String x) {
        return steps.scaled(steps.add("Mul", steps.add("Mul", x, x), x), 0.044715f);
    }

    /** The nodes made so far. */
    private record Steps(Node origin, UpgradeContext context, List<Node> nodes) {
        Steps(Node origin, UpgradeContext context) {
            this(origin, context, new ArrayList<>());
        }

        String add(String op, String... inputs) {
            String output = context.freshName(origin.name() + "_" + op);
            nodes.add(Node.of(op, output, Attributes.NONE, inputs));
            return output;
        }

        String scaled(String x, float factor) {
            return add("Mul", x, context.addConstant(origin.name() + "_factor", Tensor.scalar(factor)));
        }

        List<Node> finish(String op, String... inputs) {
            nodes.add(new Node(origin.name(), "", op, List.of(inputs), origin.outputs(), Attributes.NONE));
            return List.copyOf(nodes);
        }
    }
}

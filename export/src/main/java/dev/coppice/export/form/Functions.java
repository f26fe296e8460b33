package dev.coppice.export.form;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that the standard defines as functions of others, written out for opsets before their first. */
final class Functions {
    private static final int HARD_SWISH = 14;
    private static final int LAYER_NORMALIZATION = 17;
    private static final int MISH = 18;

    private Functions() {}

    /** x · max(0, min(1, x / 6 + 0.5)). */
    static List<Node> hardSwish(Node node, OpsetTarget target) {
        if (target.opset() >= HARD_SWISH) {
            return List.of(node);
        }
        String gate = node.name() + "/gate";
        Attributes sixth = Attributes.NONE.with("alpha", 1 / 6f).with("beta", 0.5f);
        return List.of(Node.of("HardSigmoid", gate, sixth, node.input(0)), product(node, gate));
    }

    /** x · tanh(ln(1 + eˣ)). */
    static List<Node> mish(Node node, OpsetTarget target) {
        if (target.opset() >= MISH) {
            return List.of(node);
        }
        String name = node.name() + "/";
        return List.of(
                Node.of("Softplus", name + "softplus", Attributes.NONE, node.input(0)),
                Node.of("Tanh", name + "tanh", Attributes.NONE, name + "softplus"),
                product(node, name + "tanh"));
    }

    /** (x − mean) / √(variance + ε) · scale + bias, over the axes from {@code axis} on. */
    static List<Node> layerNormalization(Node node, OpsetTarget target) {
        if (target.opset() >= LAYER_NORMALIZATION) {
            return List.of(node);
        }
        String x = node.input(0);
        if (node.outputs().size() > 1
                || target.type(x).filter(t -> t != ElementType.FLOAT).isPresent()) {
            throw new NewerOpsetException(LAYER_NORMALIZATION, "gives its mean, or reads other numbers than floats");
        }
        String name = node.name() + "/";
        Attributes axes = Attributes.NONE.with("axes", axes(node, target));
        float epsilon = node.attributes().real("epsilon", 1e-5f);
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of("ReduceMean", name + "mean", axes, x));
        nodes.add(Node.of("Sub", name + "centred", Attributes.NONE, x, name + "mean"));
        nodes.add(Node.of("Mul", name + "square", Attributes.NONE, name + "centred", name + "centred"));
        nodes.add(Node.of("ReduceMean", name + "variance", axes, name + "square"));
        String added = target.put(name + "epsilon", Tensor.scalar(epsilon));
        nodes.add(Node.of("Add", name + "sum", Attributes.NONE, name + "variance", added));
        nodes.add(Node.of("Sqrt", name + "deviation", Attributes.NONE, name + "sum"));
        nodes.add(Node.of("Div", name + "normal", Attributes.NONE, name + "centred", name + "deviation"));
        boolean biased = node.hasInput(2);
        List<String> factors = List.of(name + "normal", node.input(1));
        List<String> scaled = biased ? List.of(name + "scaled") : node.outputs();
        nodes.add(new Node(biased ? name + "scaled" : node.name(), "", "Mul", factors, scaled, Attributes.NONE));
        if (biased) {
            List<String> terms = List.of(name + "scaled", node.input(2));
            nodes.add(new Node(node.name(), "", "Add", terms, node.outputs(), Attributes.NONE));
        }
        return nodes;
    }

    private static int[] axes(Node node, OpsetTarget target) {
        int axis = node.attributes().integer("axis", -1);
        int first = axis < 0 ? axis : axis - target.shape(node.input(0)).rank();
        return IntStream.range(first, 0).toArray();
    }

    private static Node product(Node node, String factor) {
        return new Node(node.name(), "", "Mul", List.of(node.input(0), factor), node.outputs(), Attributes.NONE);
    }
}

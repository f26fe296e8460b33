package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operators of the domain com.microsoft that ONNX Runtime's optimizer makes of several, taken apart again: a convolution with
 * its activation, a sum with its normalisation, variants of Gelu, and products with weights of few bits. Those that are not here are carried as they are.
 */
final class RuntimeOperators {
    private static final String DOMAIN = NBitWeights.DOMAIN;

    private static final Map<String, Upgrade> RULES = Map.of(
            QuantizedConstant.OP,
            RuntimeOperators::standard,
            "QuantizeLinear",
            RuntimeOperators::standard,
            "BiasGelu",
            (node, context) -> new Steps(node, context).sum(0, 1).gelu(),
            "FastGelu",
            (node, context) -> new Steps(node, context).sum(0, 1).fastGelu(),
            "FusedConv",
            RuntimeOperators::convolution,
            "FusedGemm",
            RuntimeOperators::product,
            "Gelu",
            (node, context) -> new Steps(node, context).sum(0).gelu(),
            NBitWeights.OP,
            new NBitProduct(),
            "QuickGelu",
            (node, context) -> new Steps(node, context).sum(0).quickGelu(),
            "SkipLayerNormalization",
            RuntimeOperators::skipped);

    private RuntimeOperators() {}

    /** The rule that takes a node apart; empty if it is carried as it is. */
    static Optional<Upgrade> of(Node node, UpgradeContext context) {
        boolean plain = node.domain().equals(DOMAIN)
                && node.outputs().stream().skip(1).allMatch(String::isEmpty)
                && (!node.op().equals(NBitWeights.OP) || NBitProduct.is(node, context));
        return plain ? Optional.ofNullable(RULES.get(node.op())) : Optional.empty();
    }

    /** An operator that the runtime had before the standard took its types: numbers of 16 and of 4 bits. */
    private static List<Node> standard(Node node, UpgradeContext context) {
        return List.of(new Node(node.name(), "", node.op(), node.inputs(), node.outputs(), node.attributes()));
    }

    private static List<Node> convolution(Node node, UpgradeContext context) {
        Steps steps = new Steps(node, context);
        Attributes attributes = node.attributes().without("activation", "activation_params");
        int inputs = Math.min(node.inputs().size(), 3);
        String made = steps.add("Conv", attributes, node.inputs().subList(0, inputs));
        if (node.hasInput(inputs)) {
            made = steps.add("Add", Attributes.NONE, List.of(made, node.input(inputs)));
        }
        return steps.activated(made);
    }

    private static List<Node> product(Node node, UpgradeContext context) {
        Steps steps = new Steps(node, context);
        Attributes attributes =
                node.attributes().without("activation", "activation_alpha", "activation_beta", "activation_gamma");
        return steps.activated(steps.add("Gemm", attributes, node.inputs()));
    }

    private static List<Node> skipped(Node node, UpgradeContext context) {
        Steps steps = new Steps(node, context).sum(0, 1, 4);
        List<String> inputs = new ArrayList<>(List.of(steps.last, node.input(2)));
        if (node.hasInput(3)) {
            inputs.add(node.input(3));
        }
        float epsilon = node.attributes().real("epsilon", 1e-12f);
        return steps.finish(
                "LayerNormalization", Attributes.NONE.with("axis", -1).with("epsilon", epsilon), inputs);
    }

    /** The nodes made so far. */
    private static final class Steps {
        private final Node origin;
        private final UpgradeContext context;
        private final List<Node> nodes = new ArrayList<>();
        private String last;

        Steps(Node origin, UpgradeContext context) {
            this.origin = origin;
            this.context = context;
            this.last = origin.input(0);
        }

        String add(String op, Attributes attributes, List<String> inputs) {
            last = context.freshName(origin.name() + "_" + op);
            nodes.add(new Node(last, "", op, inputs, List.of(last), attributes));
            return last;
        }

        private String add(String op, String... inputs) {
            return add(op, Attributes.NONE, List.of(inputs));
        }

        private String scaled(String x, float factor) {
            return add("Mul", x, context.addConstant(origin.name() + "_factor", Tensor.scalar(factor)));
        }

        /** Adds the inputs at these positions that are given. */
        Steps sum(int first, int... others) {
            last = origin.input(first);
            for (int position : others) {
                if (origin.hasInput(position)) {
                    add("Add", last, origin.input(position));
                }
            }
            return this;
        }

        List<Node> gelu() {
            return finish("Gelu", Attributes.NONE, List.of(last));
        }

        List<Node> fastGelu() {
            return finish("Gelu", Attributes.NONE.with("approximate", "tanh"), List.of(last));
        }

        List<Node> quickGelu() {
            String x = last;
            String gate = add("Sigmoid", scaled(x, origin.attributes().real("alpha", 1.702f)));
            return finish("Mul", Attributes.NONE, List.of(x, gate));
        }

        /** Ends with the activation that the attributes name; empty text is none. */
        List<Node> activated(String x) {
            String op = origin.attributes().text("activation", "");
            if (op.isEmpty()) {
                return finish("Identity", Attributes.NONE, List.of(x));
            }
            float[] values = parameters();
            return switch (op) {
                case "Relu", "Tanh", "Sigmoid" -> finish(op, Attributes.NONE, List.of(x));
                case "LeakyRelu" -> finish(op, Attributes.NONE.with("alpha", values[0]), List.of(x));
                case "HardSigmoid" ->
                    finish(op, Attributes.NONE.with("alpha", values[0]).with("beta", values[1]), List.of(x));
                case "Clip" ->
                    finish(op, Attributes.NONE, List.of(x, bound("_min", values[0]), bound("_max", values[1])));
                default -> throw new IllegalArgumentException("its activation is '" + op + "'");
            };
        }

        private String bound(String suffix, float value) {
            return context.addConstant(origin.name() + suffix, Tensor.scalar(value));
        }

        private float[] parameters() {
            float[] values = {
                origin.attributes().real("activation_alpha", 0.01f),
                origin.attributes().real("activation_beta", 0)
            };
            List<Float> listed = origin.attributes().reals("activation_params");
            for (int i = 0; i < Math.min(values.length, listed.size()); i++) {
                values[i] = listed.get(i);
            }
            return values;
        }

        /** All nodes, the last of which gives the output of the origin. A Gelu is written by its formula. */
        List<Node> finish(String op, Attributes attributes, List<String> inputs) {
            Node end = new Node(origin.name(), "", op, inputs, origin.outputs().subList(0, 1), attributes);
            nodes.addAll(op.equals("Gelu") ? new GeluUpgrade().apply(end, context) : List.of(end));
            return List.copyOf(nodes);
        }
    }
}

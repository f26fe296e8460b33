package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Operators of the domain com.microsoft that ONNX Runtime's optimizer makes of several, taken apart again: a convolution with
 * its activation, a sum with its normalisation, a product with its transposes, variants of Gelu, and products with weights of
 * few bits. Those that are not here are carried as they are.
 */
final class RuntimeOperators {
    private static final String DOMAIN = NBitWeights.DOMAIN;

    /** An operator of the runtime that it writes without a domain. */
    private static final String SIMPLIFIED = "SimplifiedLayerNormalization";

    /** The output of a normalised sum that is the sum itself. */
    private static final int SUM = 3;

    private static final Map<String, Upgrade> RULES = Map.ofEntries(
            Map.entry(QuantizedConstant.OP, RuntimeOperators::standard),
            Map.entry("QuantizeLinear", RuntimeOperators::standard),
            Map.entry(
                    "BiasGelu",
                    (node, context) -> new Steps(node, context).sum(0, 1).gelu()),
            Map.entry(
                    "FastGelu",
                    (node, context) -> new Steps(node, context).sum(0, 1).fastGelu()),
            Map.entry("FusedConv", RuntimeOperators::convolution),
            Map.entry("FusedGemm", RuntimeOperators::product),
            Map.entry("FusedMatMul", RuntimeOperators::turnedProduct),
            Map.entry("Gelu", (node, context) -> new Steps(node, context).sum(0).gelu()),
            Map.entry(NBitWeights.OP, new NBitProduct()),
            Map.entry(
                    "QuickGelu",
                    (node, context) -> new Steps(node, context).sum(0).quickGelu()),
            Map.entry(SIMPLIFIED, new RmsNormalizationUpgrade()),
            Map.entry("SkipLayerNormalization", RuntimeOperators::skipped),
            Map.entry("SkipSimplifiedLayerNormalization", RuntimeOperators::skippedSimplified));

    private RuntimeOperators() {}

    /** The rule that takes a node apart; empty if it is carried as it is. */
    static Optional<Upgrade> of(Node node, UpgradeContext context) {
        boolean own = node.domain().equals(DOMAIN)
                || (node.domain().isEmpty() && node.op().equals(SIMPLIFIED));
        return own && givesOne(node, context) && canBeTakenApart(node, context)
                ? Optional.ofNullable(RULES.get(node.op()))
                : Optional.empty();
    }

    /** Whether only its first output is read, or beside it the sum that it normalises. */
    private static boolean givesOne(Node node, UpgradeContext context) {
        boolean sums = node.op().startsWith("Skip");
        return IntStream.range(1, node.outputs().size())
                .filter(i -> !sums || i != SUM)
                .mapToObj(node.outputs()::get)
                .allMatch(output -> output.isEmpty() || !context.isRead(output));
    }

    private static boolean canBeTakenApart(Node node, UpgradeContext context) {
        return switch (node.op()) {
            case NBitWeights.OP -> NBitProduct.is(node, context);
            case "FusedMatMul" -> isPlain(node, 0, context) && isPlain(node, 1, context);
            default -> true;
        };
    }

    /** Whether a factor is read as it is, or has axes that are known. */
    private static boolean isPlain(Node node, int factor, UpgradeContext context) {
        return !(isTurned(node, factor) || isStacked(node, factor))
                || context.rank(node.input(factor)).filter(rank -> rank >= 2).isPresent();
    }

    private static boolean isTurned(Node node, int factor) {
        return node.attributes().integer(factor == 0 ? "transA" : "transB", 0) == 1;
    }

    /** Whether a factor has its stack of matrices behind the first axis. */
    private static boolean isStacked(Node node, int factor) {
        return node.attributes().integer(factor == 0 ? "transBatchA" : "transBatchB", 0) == 1;
    }

    /**
     * An operator that the runtime had before the standard took its types: numbers of 16 and of 4 bits. With scales in half
     * precision it is written as it came.
     */
    private static List<Node> standard(Node node, UpgradeContext context) {
        ElementType scales = context.constant(node.input(1)).map(Tensor::type).orElse(context.numbers());
        Attributes attributes =
                scales == ElementType.FLOAT16 ? node.attributes().with(QuantizedConstant.OWN, 1) : node.attributes();
        return List.of(new Node(node.name(), "", node.op(), node.inputs(), node.outputs(), attributes));
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

    /** A product whose factors are transposed and that is scaled. */
    private static List<Node> turnedProduct(Node node, UpgradeContext context) {
        Steps steps = new Steps(node, context);
        List<String> factors = List.of(turned(node, 0, steps, context), turned(node, 1, steps, context));
        float alpha = node.attributes().real("alpha", 1);
        if (alpha == 1) {
            return steps.finish("MatMul", Attributes.NONE, factors);
        }
        String product = steps.add("MatMul", Attributes.NONE, factors);
        return steps.finish("Mul", Attributes.NONE, List.of(product, steps.factor(alpha)));
    }

    private static String turned(Node node, int factor, Steps steps, UpgradeContext context) {
        if (!isTurned(node, factor) && !isStacked(node, factor)) {
            return node.input(factor);
        }
        int rank = context.rank(node.input(factor)).orElseThrow();
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        if (isStacked(node, factor)) {
            order.add(rank - 2, order.remove(0));
        }
        if (isTurned(node, factor)) {
            order.add(order.remove(rank - 2));
        }
        int[] perm = order.stream().mapToInt(Integer::intValue).toArray();
        return steps.add("Transpose", Attributes.NONE.with("perm", perm), List.of(node.input(factor)));
    }

    private static List<Node> skipped(Node node, UpgradeContext context) {
        Steps steps = summed(node, context, 4);
        List<String> inputs = new ArrayList<>(List.of(steps.last, node.input(2)));
        if (node.hasInput(3)) {
            inputs.add(node.input(3));
        }
        return steps.finish("LayerNormalization", skippedAttributes(node), inputs);
    }

    private static List<Node> skippedSimplified(Node node, UpgradeContext context) {
        Steps steps = summed(node, context, 3);
        return steps.finish("RMSNormalization", skippedAttributes(node), List.of(steps.last, node.input(2)));
    }

    private static Attributes skippedAttributes(Node node) {
        return Attributes.NONE
                .with("axis", -1)
                .with("epsilon", node.attributes().real("epsilon", 1e-12f));
    }

    /** The sum of an input, of what skips to it and of a bias; another output if it is read. */
    private static Steps summed(Node node, UpgradeContext context, int bias) {
        Steps steps = new Steps(node, context).sum(0, 1, bias);
        String sum = node.outputs().size() > SUM ? node.outputs().get(SUM) : "";
        if (!sum.isEmpty()) {
            steps.nodes.add(Node.of("Identity", sum, Attributes.NONE, steps.last));
        }
        return steps;
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
            return add("Mul", x, factor(factor));
        }

        private String factor(float factor) {
            return context.addConstant(origin.name() + "_factor", Tensor.scalar(factor));
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

        /** All nodes, the last of which gives the output of the origin. What is no operator here is written by its formula. */
        List<Node> finish(String op, Attributes attributes, List<String> inputs) {
            Node end = new Node(origin.name(), "", op, inputs, origin.outputs().subList(0, 1), attributes);
            nodes.addAll(
                    switch (op) {
                        case "Gelu" -> new GeluUpgrade().apply(end, context);
                        case "RMSNormalization" -> new RmsNormalizationUpgrade().apply(end, context);
                        default -> List.of(end);
                    });
            return List.copyOf(nodes);
        }
    }
}

package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MatMulNBits as the MatMul that it stands for, whose weights are dequantised with a scale for each block of inputs. It keeps
 * the attribute that says how exactly it computes, by which it is written as it was.
 */
final class NBitProduct implements Upgrade {
    private static final int ZERO = 3;
    private static final int BIAS = 5;

    /** Whether a node has this form: constants of 4 or 8 bits, integers as zero points, and inputs in their order. */
    static boolean is(Node node, UpgradeContext context) {
        int bits = node.attributes().integer("bits", 4);
        return (bits == 4 || bits == 8)
                && !node.hasInput(4)
                && context.constant(node.input(1)).isPresent()
                && context.constant(node.input(2))
                        .filter(scales -> scales.type().isFloating())
                        .isPresent()
                && (!node.hasInput(ZERO)
                        || context.constant(node.input(ZERO))
                                .filter(zero -> zero.type() == ElementType.UINT8)
                                .isPresent());
    }

    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Attributes given = node.attributes();
        NBitWeights form = new NBitWeights(
                given.integer("K", 0),
                given.integer("N", 0),
                given.integer("bits", 4),
                given.integer(QuantizedConstant.BLOCK, 0));
        Optional<Tensor> zero = node.hasInput(ZERO) ? context.constant(node.input(ZERO)) : Optional.empty();
        String steps = put(node, "_steps", form.steps(constant(node, 1, context)), context);
        String scales = put(node, "_scales", form.scales(constant(node, 2, context)), context);
        String zeros = put(node, "_zeros", zero.map(form::zeros).orElseGet(form::middle), context);
        String weights = context.freshName(node.name() + "_weights");
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of(
                QuantizedConstant.OP,
                weights,
                Attributes.NONE.with("axis", 0).with(QuantizedConstant.BLOCK, form.block()),
                steps,
                scales,
                zeros));
        Attributes accuracy = Attributes.NONE.with(NBitWeights.ACCURACY, given.integer(NBitWeights.ACCURACY, 0));
        List<String> factors = List.of(node.input(0), weights);
        if (node.hasInput(BIAS)) {
            String product = context.freshName(node.name() + "_product");
            nodes.add(new Node(product, "", "MatMul", factors, List.of(product), accuracy));
            nodes.add(new Node(
                    node.name(), "", "Add", List.of(product, node.input(BIAS)), node.outputs(), Attributes.NONE));
        } else {
            nodes.add(new Node(node.name(), "", "MatMul", factors, node.outputs(), accuracy));
        }
        return nodes;
    }

    private static String put(Node node, String role, Tensor value, UpgradeContext context) {
        return context.addConstant(node.name() + role, value);
    }

    private static Tensor constant(Node node, int position, UpgradeContext context) {
        return context.constant(node.input(position)).orElseThrow();
    }
}

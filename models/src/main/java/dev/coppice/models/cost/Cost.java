package dev.coppice.models.cost;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.StoredConstant;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.rule.EinsumEquation;
import java.util.List;
import java.util.function.ToLongBiFunction;

/**
 * The static cost of one forward pass.
 *
 * @param macs multiply-accumulates
 * @param parameters number of elements of all floating-point constants and quantised weights, as stored
 * @param activationBytes total bytes of all computed tensors, at 4 bytes per element
 */
public record Cost(long macs, long parameters, long activationBytes) {
    private static final OperatorRules<ToLongBiFunction<Node, Shapes>> MACS =
            OperatorRules.<ToLongBiFunction<Node, Shapes>>none()
                    .with(OperatorKind.CONTRACTION, Cost::contraction)
                    .with(Cost::transposed, "ConvTranspose")
                    .with(Cost::einsum, "Einsum")
                    .with(Cost::gemm, "Gemm")
                    .with(ResampleCost::macs, Resample.OP);

    /** The cost of a network at the card's size, batch 1. */
    public static Cost of(Network network) {
        return of(network.graph(), network.shapes(1));
    }

    /** The cost of a graph at known shapes. */
    public static Cost of(Graph graph, Shapes shapes) {
        try {
            return counted(graph, shapes);
        } catch (ArithmeticException e) {
            throw new InvalidInputException(
                    names -> "The cost of network '" + graph.name() + "' at an input of " + shapes.image()
                            + " is more than can be counted. Give a smaller " + names.of(Setting.SIZE) + ".",
                    e);
        }
    }

    private static Cost counted(Graph graph, Shapes shapes) {
        long macs = 0;
        long activations = 0;
        for (Node node : graph.nodes()) {
            macs = Math.addExact(macs, macs(node, shapes));
            for (String output : node.outputs()) {
                long elements = output.isEmpty() ? 0 : shapes.of(output).elements();
                activations = Math.addExact(activations, Math.multiplyExact(Float.BYTES, elements));
            }
        }
        long parameters = graph.constants().keySet().stream()
                .mapToLong(name -> parameters(graph, name))
                .sum();
        return new Cost(macs, parameters, activations);
    }

    /** The number of stored elements of a constant; 0 if it holds neither floating-point numbers nor quantised weights. */
    static long parameters(Graph graph, String constant) {
        Tensor stored = StoredConstant.of(graph, constant);
        return stored.type().isFloating() || isQuantized(graph, constant) ? StoredConstant.elements(graph, constant) : 0;
    }

    private static boolean isQuantized(Graph graph, String constant) {
        return graph.uses(constant).stream()
                .anyMatch(use -> use.node().is(QuantizedConstant.OP) && use.position() == 0
                        || use.node()
                                .schema()
                                .flatMap(row -> row.input(use.position()))
                                .filter(operand -> operand.role() == Operand.Role.WEIGHTS)
                                .isPresent());
    }

    /** Multiply-accumulates of one node; 0 for operators that are not contractions. */
    public static long macs(Node node, Shapes shapes) {
        return node.schema()
                .flatMap(MACS::of)
                .map(rule -> rule.applyAsLong(node, shapes))
                .orElse(0L);
    }

    /** MACs where each output element is a sum: output elements times terms of the sum. */
    private static long contraction(Node node, Shapes shapes) {
        OperatorSchema row = node.schema().orElseThrow();
        int position = row.producingInput();
        if (position < 0) {
            return 0;
        }
        Shape weights = shapes.of(node.input(position));
        long macs = shapes.of(node.output()).elements();
        for (int axis : row.contractedAxes(position, weights.rank())) {
            macs = Math.multiplyExact(macs, weights.size(axis));
        }
        return macs;
    }

    /** MACs of a transposed convolution: each input element is multiplied by a kernel for every output channel of its group. */
    private static long transposed(Node node, Shapes shapes) {
        Shape weights = shapes.of(node.input(1));
        return Math.multiplyExact(shapes.of(node.input(0)).elements(), weights.product(1, weights.rank()));
    }

    /** MACs of an Einsum: one for each combination of indices, as if it were one product. */
    private static long einsum(Node node, Shapes shapes) {
        List<Shape> inputs = node.inputs().stream().map(shapes::of).toList();
        boolean sums = inputs.size() > 1;
        return sums
                ? EinsumEquation.of(node, inputs).sizes(inputs).values().stream()
                        .mapToLong(size -> size)
                        .reduce(1, Math::multiplyExact)
                : 0;
    }

    private static long gemm(Node node, Shapes shapes) {
        int summed = node.attributes().integer("transA", 0) == 1 ? 0 : 1;
        return Math.multiplyExact(
                shapes.of(node.output()).elements(), shapes.of(node.input(0)).size(summed));
    }
}

package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Table of value rules by operator. A new rule is one file or method, and one line here. */
public final class ValueRules {
    private static final OperatorRules<ValueRule> RULES = OperatorRules.<ValueRule>none()
            .with(Arithmetic::where, "Where")
            .with(Cast::evaluate, "Cast")
            .with(Creation::constant, "Constant")
            .with(Creation::constantOfShape, "ConstantOfShape")
            .with(Creation::eyeLike, "EyeLike")
            .with(Creation::range, "Range")
            .with(Movement::concat, "Concat")
            .with(Movement::expand, "Expand")
            .with(Movement::flatten, "Flatten")
            .with(Movement::gather, "Gather")
            .with(Movement::reshape, "Reshape")
            .with(Movement::slice, "Slice")
            .with(Movement::squeeze, "Squeeze")
            .with(Movement::transpose, "Transpose")
            .with(Movement::unsqueeze, "Unsqueeze")
            .with(c -> c.input(0), "Identity")
            .with(Arithmetic::binary, "Add", "Sub", "Mul", "Div", "Mod", "Pow", "Max", "Min")
            .with(Logic::binary, "And", "Or", "Xor")
            .with(Logic::not, "Not")
            .with(Arithmetic::comparison, "Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual")
            .with(Arithmetic::unary, "Neg", "Abs", "Floor", "Ceil", "Round", "Sqrt", "Exp", "Log", "Reciprocal")
            .with(Arithmetic::unary, "Sin", "Cos", "Tanh", "Sign", "Relu", "Sigmoid", "Softplus")
            .with(Bounds::clip, "Clip")
            .with(Normalising::batch, "BatchNormalization")
            .with(Normalising::layer, "LayerNormalization")
            .with(Normalising::softmax, "Softmax")
            .with(Placement::cumulated, "CumSum")
            .with(Placement::pad, "Pad")
            .with(Placement::tile, "Tile")
            .with(Placement::triangle, "Trilu")
            .with(Convolution::conv, "Conv")
            .with(Interpolation::resize, "Resize")
            .with(Products::gemm, "Gemm")
            .with(Products::matMul, "MatMul")
            .with(Descriptions::shape, "Shape")
            .with(Descriptions::size, "Size")
            .with(OperatorKind.REDUCTION, Reduction::evaluate);

    private ValueRules() {}

    /**
     * The value of a node's output. It is empty if an input has no known value, the operator has no rule, or the rule does
     * not cover these inputs. The node is then computed at run time.
     *
     * @param known values by tensor name
     */
    public static Optional<Tensor> evaluate(Node node, Map<String, Tensor> known) {
        return node.outputs().size() == 1 ? evaluateAll(node, known).stream().findFirst() : Optional.empty();
    }

    /** The values of all outputs of a node, in order; none where {@link #evaluate} gives none. */
    public static List<Tensor> evaluateAll(Node node, Map<String, Tensor> known) {
        boolean isKnown = node.inputs().stream().allMatch(input -> input.isEmpty() || known.containsKey(input));
        if (!isKnown || (node.outputs().size() != 1 && !node.is("Split"))) {
            return List.of();
        }
        ValueContext context = new ValueContext(node, known);
        try {
            return node.is("Split")
                    ? Movement.split(context)
                    : node.schema().flatMap(RULES::of).stream()
                            .map(rule -> rule.evaluate(context))
                            .toList();
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException | IllegalStateException e) {
            return List.of();
        }
    }
}

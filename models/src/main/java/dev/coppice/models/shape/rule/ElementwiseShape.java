package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.ShapeContext;
import dev.coppice.models.shape.ShapeRule;
import java.util.List;
import java.util.Set;

/** Operators that work element by element: all inputs broadcast, normalisations keep their first input's shape. */
public final class ElementwiseShape implements ShapeRule {
    private static final Set<String> UNARY_WITH_PARAMETERS = Set.of(
            "Clip",
            "CumSum",
            "Dropout",
            "CastLike",
            "GroupNormalization",
            "InstanceNormalization",
            "LayerNormalization",
            "QuantizeLinear",
            "DequantizeLinear",
            "Trilu");

    /** The operators this rule is for. */
    public static final List<String> OPERATORS = List.of(
            "Abs",
            "Add",
            "And",
            "Cast",
            "CastLike",
            "Ceil",
            "Celu",
            "Clip",
            "Cos",
            "CumSum",
            "DequantizeLinear",
            "Div",
            "Dropout",
            "Elu",
            "Equal",
            "Erf",
            "Exp",
            "Floor",
            "Gelu",
            "Greater",
            "GreaterOrEqual",
            "GroupNormalization",
            "HardSigmoid",
            "HardSwish",
            "Hardmax",
            "Identity",
            "InstanceNormalization",
            "LRN",
            "LayerNormalization",
            "LeakyRelu",
            "Less",
            "LessOrEqual",
            "Log",
            "LogSoftmax",
            "LpNormalization",
            "Max",
            "Mean",
            "MeanVarianceNormalization",
            "Min",
            "Mish",
            "Mod",
            "Mul",
            "Neg",
            "Not",
            "Or",
            "PRelu",
            "Pow",
            "QuantizeLinear",
            "Reciprocal",
            "Relu",
            "Round",
            "Selu",
            "Shrink",
            "Sigmoid",
            "Sign",
            "Sin",
            "Softmax",
            "Softplus",
            "Softsign",
            "Sqrt",
            "Sub",
            "Sum",
            "Tan",
            "Tanh",
            "ThresholdedRelu",
            "Trilu",
            "Where",
            "Xor");

    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape shape = c.input(0);
        if (!UNARY_WITH_PARAMETERS.contains(c.node().op())) {
            for (int i = 1; i < c.node().inputs().size(); i++) {
                shape = Shape.broadcast(shape, c.input(i));
            }
        }
        return List.of(shape);
    }
}

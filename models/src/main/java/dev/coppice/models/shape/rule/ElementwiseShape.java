package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.ShapeContext;
import dev.coppice.models.shape.ShapeRule;
import java.util.List;
import java.util.Set;

/** Operators that work element by element: all inputs broadcast, normalisations keep their first input's shape. */
public final class ElementwiseShape implements ShapeRule {
    private static final Set<String> UNARY_WITH_PARAMETERS =
            Set.of("BatchNormalization", "Clip", "Dropout", "InstanceNormalization", "LayerNormalization");

    /** The operators this rule is for. */
    public static final List<String> OPERATORS = List.of(
            "Abs",
            "Add",
            "BatchNormalization",
            "Cast",
            "Ceil",
            "Clip",
            "Div",
            "Dropout",
            "Elu",
            "Erf",
            "Exp",
            "Floor",
            "Gelu",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "InstanceNormalization",
            "LayerNormalization",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "PRelu",
            "Pow",
            "Reciprocal",
            "Relu",
            "Selu",
            "Sigmoid",
            "Softmax",
            "Softplus",
            "Sqrt",
            "Sub",
            "Sum",
            "Tanh");

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

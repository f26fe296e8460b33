package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import java.util.Optional;

/** Table of carry rules. An operator without one reads its inputs in the file's order. */
final class CarryRules {
    private static final OperatorRules<CarryRule> RULES = OperatorRules.<CarryRule>none()
            .with(OperatorKind.ELEMENTWISE, new ElementwiseCarry())
            .with(OperatorKind.REDUCTION, new ReduceCarry())
            .with(OperatorKind.SOFTMAX, new AxisCarry(-1))
            .with(new AxisCarry(0), "Split")
            .with(new AxisCarry(-1), "TopK")
            .with(new ReduceCarry(), "ArgMax", "ArgMin")
            .with(new ConcatCarry(), "Concat")
            .with(new ListCarry(), "Pad", "Resize", "Slice", "Tile", "Expand")
            .with(new GatherCarry(), "Gather")
            .with(new LayerNormCarry(), "LayerNormalization")
            .with(new MatMulCarry(), "MatMul")
            .with(new ReshapeCarry(), "Flatten", "Reshape")
            .with(new ShapeCarry(), "Shape", "Size")
            .with(new SqueezeCarry(), "Squeeze", "Unsqueeze");

    private CarryRules() {}

    static Optional<CarryRule> of(Node node) {
        return node.schema().flatMap(RULES::of);
    }
}

package dev.coppice.export.form;

import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import dev.coppice.models.operator.OperatorSchema;
import java.util.Optional;

/** The rules by operator. A new one is one class and one line here. */
final class OpsetRules {
    private static final OperatorRules<OpsetRule> RULES = OperatorRules.<OpsetRule>none()
            .with(OperatorKind.REDUCTION, new ReductionAxes())
            .without("ReduceSum")
            .with(new CastByType(), "CastLike")
            .with(new DftAxis(), "DFT")
            .with(new GridSampleModes(), "GridSample")
            .with(Functions::hardSwish, "HardSwish")
            .with(Functions::layerNormalization, "LayerNormalization")
            .with(Functions::mish, "Mish")
            .with(new PadAxes(), "Pad")
            .with(new ReshapeZeros(), "Reshape")
            .with(new ResizeAxes(), "Resize")
            .with(new ShapeRange(), "Shape")
            .with(new SplitParts(), "Split");

    private OpsetRules() {}

    static Optional<OpsetRule> of(OperatorSchema operator) {
        return RULES.of(operator);
    }
}

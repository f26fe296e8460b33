package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorRules;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Optional;

/** Table of the grid rules: by kind, and by operator where the rule differs. */
public final class GridRules {
    private static final OperatorRules<GridRule> RULES = kinds().without(
                    "GlobalLpPool", "Hardmax", "LayerNormalization", "LpPool", "LRN", "MeanVarianceNormalization")
            .with(new ConvGrid(), "Conv")
            .with(new ConvTransposeGrid(), "ConvTranspose")
            .with(new JointGrid(), "Concat", "Gather", "SoftCrop")
            .with(new FixedGrid("class indices cannot be resampled"), "ArgMax", "ArgMin")
            .with(new FixedGrid("whole numbers cannot be resampled"), "Ceil", "Floor", "Round", "Sign")
            .with(new FixedGrid("it lays height and width out as features, whose number is fixed"), "Flatten")
            .with(new FixedGrid("it multiplies over positions, whose number is fixed by its weights"), "Gemm")
            .with(new FixedGrid("it multiplies over positions"), "MatMul")
            .with(new PadGrid(), "Pad")
            .with(new QuantizedGrid(), "QuantizeLinear", "DequantizeLinear")
            .with(new FixedGrid("it reshapes height and width"), "Reshape")
            .with(new FixedGrid("it moves the axes of height and width"), "Transpose");

    private GridRules() {}

    /** The rule for a node's operator; where there is none, a rule that keeps the grid. */
    public static GridRule of(Node node) {
        return node.schema()
                .flatMap(GridRules::of)
                .orElseGet(() -> new FixedGrid("there is no grid rule for operator '" + node.op() + "'"));
    }

    /** The rule for an operator, which may be one that keeps the grid. */
    public static Optional<GridRule> of(OperatorSchema operator) {
        return RULES.of(operator);
    }

    /** Whether a node that reads these maps works along channels, height and width, as its rule expects. */
    static boolean worksOnMaps(Node node, List<Placement> maps, Shapes shapes) {
        GridRule rule = of(node);
        return !(rule instanceof FixedGrid)
                && (!(rule instanceof JointGrid) || JointGrid.joinsWholeMaps(node, maps, shapes));
    }

    private static OperatorRules<GridRule> kinds() {
        return OperatorRules.<GridRule>none()
                .with(OperatorKind.ELEMENTWISE, new JointGrid())
                .with(OperatorKind.GLOBAL_POOLING, new GlobalPoolGrid())
                .with(OperatorKind.NORMALISATION, new JointGrid())
                .with(OperatorKind.POOLING, new PoolGrid())
                .with(OperatorKind.RESAMPLING, new ResizeGrid())
                .with(OperatorKind.SOFTMAX, new JointGrid());
    }
}

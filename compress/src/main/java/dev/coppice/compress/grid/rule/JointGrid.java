package dev.coppice.compress.grid.rule;

import dev.coppice.compress.grid.GridChange;
import dev.coppice.compress.grid.GridNode;
import dev.coppice.compress.grid.GridRule;
import dev.coppice.compress.grid.MapGrid;
import dev.coppice.compress.grid.Placement;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Elementwise operators, Concat and Gather over channels, normalisations: every map they join lies on one grid, and so does what they
 * give. Values without height and width (channel weights, 1×1 maps) broadcast to any grid; constants with a height or
 * width do not.
 */
public final class JointGrid implements GridRule {
    /** The operators this rule is for. */
    public static final List<String> OPERATORS = List.of(
            "Abs",
            "Add",
            "BatchNormalization",
            "Cast",
            "Ceil",
            "Clip",
            "Concat",
            "Div",
            "Dropout",
            "Elu",
            "Erf",
            "Exp",
            "Floor",
            "Gather",
            "Gelu",
            "GroupNormalization",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "InstanceNormalization",
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

    private static final Set<String> WITH_CHANNEL_PARAMETERS =
            Set.of("BatchNormalization", "Clip", "Dropout", "Gather", "GroupNormalization", "InstanceNormalization");
    private static final Set<String> ALONG_AN_AXIS = Set.of("Concat", "Gather", "LogSoftmax", "Softmax");

    @Override
    public MapGrid own(GridNode node) {
        // Where rounding gave maps of one size different grids, the finest names the joint one.
        return node.maps().stream()
                .map(Placement::grid)
                .reduce((a, b) -> a.isWithin(b) ? b : a)
                .orElseThrow();
    }

    /** Where its maps agree the node works there, whatever the limit: only what a contraction reads is resampled. */
    @Override
    public GridChange change(GridNode node) {
        if (node.isUntouched()) {
            return GridChange.works(node.ownOutput());
        }
        Placement first = node.maps().get(0);
        return fixed(node)
                .<GridChange>map(GridChange.Ends::new)
                .orElseGet(() -> node.maps().stream().allMatch(first::equals)
                        ? GridChange.works(first)
                        : new GridChange.ReadOn(node.wanted()));
    }

    private static Optional<String> fixed(GridNode node) {
        Node n = node.node();
        if (ALONG_AN_AXIS.contains(n.op())) {
            int axis = n.attributes().integer("axis", n.is("Concat") ? 1 : n.is("Gather") ? 0 : -1);
            if (axis != 1 && axis != -3) {
                return Optional.of("it works along axis " + axis + ", not along the channels");
            }
        }
        Placement output = node.ownOutput();
        boolean broadcasts =
                node.ownMaps().stream().anyMatch(m -> m.height() != output.height() || m.width() != output.width());
        if (broadcasts) {
            return Optional.of("it broadcasts a map along one spatial axis");
        }
        return WITH_CHANNEL_PARAMETERS.contains(n.op()) ? Optional.empty() : spatialConstant(node);
    }

    private static Optional<String> spatialConstant(GridNode node) {
        for (int i = 0; i < node.node().inputs().size(); i++) {
            String tensor = node.node().input(i);
            if (!tensor.isEmpty() && !node.scene().own().has(tensor) && isSpatial(node.shape(i))) {
                return Optional.of(
                        "its input '" + tensor + "' is a " + node.shape(i) + " constant over height and width");
            }
        }
        return Optional.empty();
    }

    private static boolean isSpatial(Shape shape) {
        return (shape.rank() > 0 && shape.size(-1) > 1) || (shape.rank() > 1 && shape.size(-2) > 1);
    }
}

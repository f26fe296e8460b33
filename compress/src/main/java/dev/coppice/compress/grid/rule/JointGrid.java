package dev.coppice.compress.grid.rule;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperandType;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.operator.OperatorSchema;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rule for elementwise operators, for Concat and Gather over channels, and for normalisations. All maps that they join
 * lie on one grid, and so does the output. Values without space axes (channel weights, maps of one sample) broadcast to any
 * grid; constants with a space axis are resampled. Truth values and integers cannot be resampled, so the region ends where
 * they would have to be.
 */
public final class JointGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        // Where rounding gave maps of one size different grids, the finest names the joint one.
        Shape out = node.outputShape();
        return node.maps().stream()
                .filter(map -> map.of(out).equals(out))
                .map(Placement::grid)
                .reduce((a, b) -> a.isWithin(b) ? b : a)
                .orElseGet(() -> MapGrid.ofSizes(out, node.scene().shapes().image()));
    }

    /**
     * The change: a node whose maps agree works on their grid, whatever the limit. Only maps that a contraction reads are
     * resampled.
     */
    @Override
    public GridChange change(GridNode node) {
        if (node.isUntouched()) {
            return GridChange.works(node.ownOutput());
        }
        Placement first = node.maps().get(0);
        return fixed(node)
                .<GridChange>map(GridChange.Keeps::new)
                .orElseGet(() -> node.maps().stream().allMatch(first::equals)
                        ? works(node, first)
                        : new GridChange.ReadOn(node.wanted()));
    }

    private static GridChange works(GridNode node, Placement at) {
        List<Integer> constants = constants(node);
        FieldMoves moves = new FieldMoves(Map.of(node.ownOutput(), at));
        Layout layout = layout(node);
        List<PlanStep> steps = constants.stream()
                .map(i -> SpreadConstant.step(node.node(), i, node.scene(), layout, moves))
                .toList();
        List<String> names =
                constants.stream().map(i -> "'" + node.node().input(i) + "'").toList();
        String reason =
                names.isEmpty() ? "" : "its constants over height and width are resampled: " + String.join(", ", names);
        return new GridChange.Works(steps, at, reason);
    }

    private static Layout layout(GridNode node) {
        return Layout.ofMap(node.outputShape(), node.ownOutput());
    }

    /** Whether a node works along the channels of maps that all have the output's size. */
    static boolean joinsWholeMaps(Node node, List<Placement> maps, Shapes shapes) {
        Shape out = shapes.of(node.output());
        boolean broadcasts = out.rank() != shapes.image().rank()
                || maps.stream().anyMatch(m -> !m.of(out).equals(out));
        return !broadcasts && alongChannels(node, out.rank());
    }

    private static boolean alongChannels(Node node, int rank) {
        int axis = axis(node);
        return axis == 1 || axis == 1 - rank;
    }

    /** The axis that it works along; the channels' where it names none. */
    private static int axis(Node node) {
        return node.is(OperatorKind.SOFTMAX) || node.is("Concat", "Gather")
                ? node.attributes().integer("axis", node.is("Concat") ? 1 : node.is("Gather") ? 0 : -1)
                : 1;
    }

    private static Optional<String> fixed(GridNode node) {
        Node n = node.node();
        if (!alongChannels(n, node.outputShape().rank())) {
            return Optional.of("it works along axis " + axis(n) + ", not along the channels");
        }
        if (!joinsWholeMaps(n, node.ownMaps(), node.scene().shapes())) {
            return Optional.of("it broadcasts a map along one spatial axis");
        }
        return whole(n, node.scene().own()).or(() -> spatialConstant(node));
    }

    /** The reason why truth values or integers, read or given, cannot be resampled; empty if there are none. */
    private static Optional<String> whole(Node node, OwnGrids own) {
        OperatorSchema row = node.schema().orElseThrow();
        boolean reads = IntStream.range(0, node.inputs().size())
                .filter(i -> own.has(node.input(i)))
                .anyMatch(i -> row.input(i).filter(JointGrid::isWhole).isPresent());
        boolean gives = isWhole(row.outputs().get(0))
                || NodeTypes.own(node, 0).filter(type -> !type.isFloating()).isPresent();
        return reads || gives
                ? Optional.of(
                        "it " + (gives ? "gives" : "reads") + " truth values or integers, which cannot be resampled")
                : Optional.empty();
    }

    private static boolean isWhole(Operand operand) {
        return operand.type() == OperandType.B || operand.type() == OperandType.Z;
    }

    /** The reason why an input that is no map, but has values over height and width, cannot be resampled. */
    private static Optional<String> spatialConstant(GridNode node) {
        return constants(node).stream()
                .flatMap(i -> SpreadConstant.obstacle(
                        new SizeValues(node.scene().graph(), node.scene().shapes()),
                        node.node().input(i),
                        layout(node))
                        .stream())
                .findFirst();
    }

    /** The inputs that are no maps, but have values over height and width. */
    private static List<Integer> constants(GridNode node) {
        Node n = node.node();
        return IntStream.range(0, n.inputs().size())
                .filter(i -> n.hasInput(i) && (n.isBroadcast(i) || n.is("Concat")))
                .filter(i -> !node.scene().own().has(n.input(i)))
                .filter(i -> isSpatial(node.shape(i), node.outputShape().rank() - MapGrid.SPACE))
                .boxed()
                .toList();
    }

    /** Whether one of the last axes, those over space, has more than one sample. */
    private static boolean isSpatial(Shape shape, int spaceAxes) {
        return IntStream.rangeClosed(1, Math.min(spaceAxes, shape.rank())).anyMatch(i -> shape.size(-i) > 1);
    }
}

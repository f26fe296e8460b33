package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reshape to a constant target, and Flatten: merges and splits axes that lie together as carried. Where they lie apart, those
 * of a map are turned first.
 */
final class ReshapeCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        AxisOrder order = graph.order(node.input(0));
        Shape after = graph.shape(node.output());
        if (order.isSame()) {
            boolean map = node.is("Reshape") && SqueezeCarry.isVector(after) && graph.isImage(after.rank());
            return map && put(node, order, AxisOrder.channelsLast(after.rank()), graph);
        }
        return groups(node, graph).filter(groups -> carry(node, groups, graph)).isPresent();
    }

    private static boolean carry(Node node, AxisGroups groups, Carrying graph) {
        Shape before = graph.shape(node.input(0));
        int rank = graph.rank(node.output());
        AxisOrder order = graph.order(node.input(0));
        AxisOrder result = groups.result(before, order);
        boolean fits = groups.fits(before, order);
        boolean map = graph.isImage(rank) && result.equals(AxisOrder.channelsLast(rank));
        AxisOrder read = fits ? order : groups.needed(before, order);
        return (fits || map)
                && (node.is("Flatten")
                        ? result.isSame() && flatten(node, read, graph)
                        : put(node, read, result, graph));
    }

    private static boolean put(Node node, AxisOrder read, AxisOrder result, Carrying graph) {
        Optional<int[]> target = target(node, read, result, graph);
        target.ifPresent(sizes -> graph.put(
                node.withInput(0, graph.in(node.input(0), read)).withInput(1, graph.vector(node.input(1), sizes)),
                result));
        return target.isPresent();
    }

    private static boolean flatten(Node node, AxisOrder read, Carrying graph) {
        int axis = node.attributes().integer("axis", 1);
        boolean apart =
                IntStream.range(0, graph.rank(node.input(0))).allMatch(a -> (a < axis) == (read.axis(a) < axis));
        if (axis > 0 && apart) {
            graph.put(node.withInput(0, graph.in(node.input(0), read)), AxisOrder.SAME);
        }
        return axis > 0 && apart;
    }

    /** The groups, if they are the same at two sizes of what the file leaves open. */
    private static Optional<AxisGroups> groups(Node node, Carrying graph) {
        Optional<AxisGroups> a = AxisGroups.of(graph.shape(node.input(0)), graph.shape(node.output()));
        Optional<AxisGroups> b = AxisGroups.of(
                graph.sizes().b().of(node.input(0)), graph.sizes().b().of(node.output()));
        return a.equals(b) ? a : Optional.empty();
    }

    /** The target as carried: 0 copies a size of the same position, and one -1 takes what is left. */
    private static Optional<int[]> target(Node node, AxisOrder read, AxisOrder result, Carrying graph) {
        Optional<long[]> given = graph.integers(node, 1);
        if (given.isEmpty() || node.attributes().integer("allowzero", 0) == 1) {
            return Optional.empty();
        }
        long[] sizes = given.get();
        int[] target = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            int at = result.axis(i);
            boolean copied = sizes[i] == 0 && read.axis(i) != at;
            boolean fixed = copied && graph.sizes().isFixed(node.input(0), i);
            target[at] = fixed ? graph.shape(node.input(0)).size(i) : copied ? -1 : Math.toIntExact(sizes[i]);
        }
        return Arrays.stream(target).filter(s -> s == -1).count() > 1 ? Optional.empty() : Optional.of(target);
    }
}

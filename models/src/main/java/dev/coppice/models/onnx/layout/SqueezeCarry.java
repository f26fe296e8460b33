package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Squeeze and Unsqueeze of constant axes. A vector for each image becomes a map of one pixel, channels first. */
final class SqueezeCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        Optional<long[]> given = graph.integers(node, 1);
        if (given.isEmpty()) {
            return false;
        }
        boolean fewer = node.is("Squeeze");
        int rank = graph.rank(fewer ? node.input(0) : node.output());
        int[] axes = Arrays.stream(given.get())
                .mapToInt(a -> ShapeContext.axis((int) a, rank))
                .sorted()
                .toArray();
        AxisOrder full = fewer ? data.order() : unsqueezed(node, axes, graph);
        if (full.isSame()) {
            return false;
        }
        int[] moved = Arrays.stream(axes).map(full::axis).sorted().toArray();
        AxisOrder order = fewer ? Kept.without(full, rank, a -> contains(axes, a)) : full;
        graph.put(graph.reading(node, data).withInput(1, graph.vector(node.input(1), moved)), order);
        return true;
    }

    /** The order of the result of an Unsqueeze: each new axis lies behind the one that it follows in the file. */
    private static AxisOrder unsqueezed(Node node, int[] axes, Carrying graph) {
        AxisOrder order = graph.order(node.input(0));
        Shape shape = graph.shape(node.output());
        if (order.isSame()) {
            boolean map = isVector(shape) && graph.isImage(shape.rank());
            return map ? AxisOrder.channelsLast(shape.rank()) : order;
        }
        int[] old =
                IntStream.range(0, shape.rank()).filter(a -> !contains(axes, a)).toArray();
        List<Integer> carried = new ArrayList<>();
        for (int axis : order.inverse().over(old.length)) {
            carried.add(old[axis]);
        }
        for (int axis : axes) {
            carried.add(axis == 0 ? 0 : carried.indexOf(axis - 1) + 1, axis);
        }
        return AxisOrder.of(carried.stream().mapToInt(a -> a).toArray()).inverse();
    }

    /** Whether a shape of the file is that of a vector of channels for each image, N×1×…×1×C. */
    static boolean isVector(Shape shape) {
        int rank = shape.rank();
        return rank > 2 && shape.size(-1) > 1 && IntStream.range(1, rank - 1).allMatch(a -> shape.size(a) == 1);
    }

    private static boolean contains(int[] axes, int axis) {
        return Arrays.binarySearch(axes, axis) >= 0;
    }
}

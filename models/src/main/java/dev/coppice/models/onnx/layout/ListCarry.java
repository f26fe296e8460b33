package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators with a list, constant or computed, that has an entry for each axis, or a list of the axes it is for. */
final class ListCarry implements CarryRule {
    private static final int AXES = 3;

    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        boolean named = !node.is("Pad", "Slice")
                || !node.hasInput(AXES)
                || graph.constant(node.input(AXES)).isPresent();
        if (data.order().isSame() || !named) {
            return false;
        }
        Node reading = graph.reading(node, data);
        Optional<Node> changed =
                switch (node.op()) {
                    case "Pad" ->
                        node.hasInput(AXES)
                                ? Optional.of(axes(reading, data.order(), graph))
                                : list(reading, 1, data.order(), graph);
                    case "Slice" -> Optional.of(axes(reading, data.order(), graph));
                    case "Resize" -> resize(reading, data.order(), graph);
                    default -> list(reading, 1, data.order(), graph);
                };
        changed.ifPresent(n -> graph.put(n, data.order()));
        return changed.isPresent();
    }

    /** The node with its list of axes changed; all in turn where it has none. */
    private static Node axes(Node node, AxisOrder order, Carrying graph) {
        Optional<long[]> given = graph.integers(node, AXES);
        if (given.isPresent()) {
            int rank = order.axes().size();
            int[] axes = IntStream.range(0, given.get().length)
                    .map(i -> order.axis(ShapeContext.axis((int) given.get()[i], rank)))
                    .toArray();
            return node.withInput(AXES, graph.vector(node.input(AXES), axes));
        }
        int count = (int) graph.shape(node.input(1)).elements();
        return node.withInput(AXES, graph.list(node.output(), order.over(count)));
    }

    private static Optional<Node> resize(Node node, AxisOrder order, Carrying graph) {
        int[] axes = node.attributes().integers("axes");
        if (axes.length > 0) {
            int rank = order.axes().size();
            int[] moved = IntStream.of(axes)
                    .map(a -> order.axis(ShapeContext.axis(a, rank)))
                    .toArray();
            return Optional.of(node.withAttributes(node.attributes().with("axes", moved)));
        }
        return list(node, node.hasInput(AXES) ? AXES : 2, order, graph);
    }

    /** The node with its list permuted; that of a Pad consists of two. */
    private static Optional<Node> list(Node node, int position, AxisOrder order, Carrying graph) {
        int rank = order.axes().size();
        int length = (int) graph.shape(node.input(position)).elements();
        if (length != (node.is("Pad") ? 2 * rank : rank)) {
            return Optional.empty();
        }
        int[] from = IntStream.range(0, length)
                .map(i -> i / rank * rank + order.inverse().axis(i % rank))
                .toArray();
        return Optional.of(node.withInput(position, graph.moved(node.input(position), from)));
    }
}

package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reductions over constant axes, and ArgMax along one. */
final class ReduceCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        boolean search = node.is("ArgMax", "ArgMin");
        Optional<long[]> given =
                search ? Optional.of(new long[] {node.attributes().integer("axis", 0)}) : graph.integers(node, 1);
        if (data.order().isSame() || given.isEmpty() || given.get().length == 0) {
            return false;
        }
        int rank = graph.rank(node.input(0));
        int[] axes = Arrays.stream(given.get())
                .mapToInt(a -> ShapeContext.axis((int) a, rank))
                .toArray();
        int[] moved = Arrays.stream(axes).map(data.order()::axis).sorted().toArray();
        boolean kept = node.attributes().integer("keepdims", 1) == 1;
        AxisOrder order = kept
                ? data.order()
                : Kept.without(data.order(), rank, a -> IntStream.of(axes).anyMatch(x -> x == a));
        boolean space = IntStream.range(2, rank)
                .boxed()
                .toList()
                .equals(IntStream.of(moved).boxed().toList());
        if (node.is("ReduceMean") && space) {
            pooled(node, data.tensor(), order, moved, graph);
            return true;
        }
        Node changed = node.withInput(0, data.tensor());
        graph.put(
                search
                        ? changed.withAttributes(node.attributes().with("axis", moved[0]))
                        : changed.withInput(1, graph.vector(node.input(1), moved)),
                order);
        return true;
    }

    /** The mean over height and width as channels-first exporters write it. */
    private static void pooled(Node node, String map, AxisOrder order, int[] axes, Carrying graph) {
        if (node.attributes().integer("keepdims", 1) == 1) {
            graph.put(
                    new Node(node.name(), "", "GlobalAveragePool", List.of(map), node.outputs(), Attributes.NONE),
                    order);
            return;
        }
        String pooled = graph.add("GlobalAveragePool", map, Attributes.NONE);
        List<String> inputs = List.of(pooled, graph.vector(node.input(1), axes));
        graph.put(new Node(node.name(), "", "Squeeze", inputs, node.outputs(), Attributes.NONE), order);
    }
}

package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Elementwise operators: all inputs take one order; constants are turned, smaller tensors get axes of size 1 first. */
final class ElementwiseCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        AxisOrder order = common(node, graph);
        if (order.isSame()) {
            return false;
        }
        int rank = graph.rank(node.output());
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String tensor = node.input(i);
            inputs.add(
                    tensor.isEmpty()
                            ? tensor
                            : node.isBroadcast(i)
                                    ? aligned(tensor, rank, order, graph)
                                    : graph.in(tensor, AxisOrder.SAME));
        }
        graph.put(node.withInputs(inputs), order);
        return true;
    }

    /**
     * The order of the computed inputs of full rank. If they differ, maps go channels first if one is so, and others in the
     * file's order, which products of tokens need.
     */
    static AxisOrder common(Node node, Carrying graph) {
        int rank = graph.rank(node.output());
        List<AxisOrder> orders = IntStream.range(0, node.inputs().size())
                .filter(node::hasInput)
                .mapToObj(node::input)
                .filter(t -> graph.constant(t).isEmpty() && graph.rank(t) == rank)
                .map(graph::order)
                .toList();
        AxisOrder wanted = graph.isImage(rank) ? AxisOrder.channelsLast(rank) : AxisOrder.SAME;
        return orders.contains(wanted) ? wanted : orders.stream().findFirst().orElse(AxisOrder.SAME);
    }

    /** A tensor that broadcasts against carried ones of this rank and order. */
    private static String aligned(String tensor, int rank, AxisOrder order, Carrying graph) {
        Shape shape = graph.shape(tensor);
        if (shape.rank() == rank) {
            return graph.in(tensor, order);
        }
        if (shape.rank() == 0
                || (shape.elements() == 1 && graph.constant(tensor).isPresent())) {
            return graph.in(tensor, AxisOrder.SAME);
        }
        int missing = rank - shape.rank();
        return graph.constant(tensor)
                .map(value -> graph.constant(tensor, constant(value, missing, order)))
                .orElseGet(() -> {
                    String axes = graph.fresh(tensor);
                    graph.store(
                            axes,
                            Tensor.vector(
                                    IntStream.range(0, missing).asLongStream().toArray()));
                    String full = graph.add("Unsqueeze", graph.in(tensor, AxisOrder.SAME), Attributes.NONE, axes);
                    return graph.turn(full, order.inverse().over(rank));
                });
    }

    /** The constant in full rank and the carried order, without axes of size 1 in front. */
    private static Tensor constant(Tensor value, int missing, AxisOrder order) {
        Shape shape = value.shape();
        int rank = missing + shape.rank();
        int[] full = new int[rank];
        for (int i = 0; i < rank; i++) {
            full[i] = i < missing ? 1 : shape.size(i - missing);
        }
        Tensor turned = order.inverse().of(value.reshape(Shape.of(full)));
        int from = 0;
        while (from < rank - 1 && turned.shape().size(from) == 1) {
            from++;
        }
        int first = from;
        return turned.reshape(
                Shape.of(IntStream.range(first, rank).map(turned.shape()::size).toArray()));
    }
}

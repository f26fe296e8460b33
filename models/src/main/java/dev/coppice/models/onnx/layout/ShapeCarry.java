package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.stream.IntStream;

/** Shape and Size: what they tell of a tensor as it is carried, in the file's order. */
final class ShapeCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        if (data.order().isSame()) {
            return false;
        }
        if (node.is("Size")) {
            graph.put(node.withInput(0, data.tensor()), AxisOrder.SAME);
            return true;
        }
        int rank = graph.rank(node.input(0));
        int start = place(node.attributes().integer("start", 0), rank);
        int end = place(node.attributes().integer("end", rank), rank);
        int[] at = IntStream.range(start, end).map(data.order()::axis).toArray();
        String all = graph.add("Shape", data.tensor(), Attributes.NONE);
        List<String> inputs = List.of(all, graph.list(node.output(), at));
        graph.put(new Node(node.name(), "", "Gather", inputs, node.outputs(), Attributes.NONE), AxisOrder.SAME);
        return true;
    }

    private static int place(int index, int rank) {
        return Math.max(0, Math.min(rank, index < 0 ? index + rank : index));
    }
}

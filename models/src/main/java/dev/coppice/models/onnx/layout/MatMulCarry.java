package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;

/** A product with constant weights on the last axis of a map: a convolution with a kernel of one pixel. */
final class MatMulCarry implements CarryRule {
    private static final int MAP_RANK = 4;

    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        Optional<Tensor> weights =
                graph.constant(node.input(1)).filter(w -> w.shape().rank() == 2);
        boolean map = graph.rank(node.input(0)) == MAP_RANK && data.order().equals(AxisOrder.channelsLast(MAP_RANK));
        if (!map || weights.isEmpty()) {
            return false;
        }
        Shape shape = weights.get().shape();
        Tensor kernel = AxisOrder.of(1, 0).of(weights.get()).reshape(Shape.of(shape.size(1), shape.size(0), 1, 1));
        List<String> inputs = List.of(data.tensor(), graph.constant(node.input(1), kernel));
        graph.put(new Node(node.name(), "", "Conv", inputs, node.outputs(), Attributes.NONE), data.order());
        return true;
    }
}

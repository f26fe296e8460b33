package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Replacement of a constant vector that MatMul multiplies by a matrix of one row or column, which the product then loses. */
final class MatMulUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Optional<Tensor> left = vector(node, 0, context);
        Optional<Tensor> right = vector(node, 1, context);
        if (left.isEmpty() && right.isEmpty()) {
            return List.of(node);
        }
        String a = left.map(v -> matrix(node, 0, v.reshape(Shape.of(1, v.shape().size(0))), context))
                .orElse(node.input(0));
        String b = right.map(v -> matrix(node, 1, v.reshape(Shape.of(v.shape().size(0), 1)), context))
                .orElse(node.input(1));
        Steps steps = new Steps(node, context);
        long first = left.isPresent() ? -2 : -1;
        long last = right.isPresent() ? -1 : -2;
        String axes = steps.longs("axes", LongStream.rangeClosed(first, last).toArray());
        return steps.finish("Squeeze", steps.add("MatMul", a, b), axes);
    }

    private static Optional<Tensor> vector(Node node, int position, UpgradeContext context) {
        return context.constant(node.input(position))
                .filter(value -> value.shape().rank() == 1);
    }

    private static String matrix(Node node, int position, Tensor value, UpgradeContext context) {
        return context.addConstant(node.input(position) + "_matrix", value);
    }
}

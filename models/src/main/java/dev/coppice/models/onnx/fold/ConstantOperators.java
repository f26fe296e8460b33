package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators that can be computed while reading. */
final class ConstantOperators {
    private ConstantOperators() {}

    /** The value of a node with one output, empty if the operator is not among those computed here. */
    static Optional<Tensor> evaluate(Node node, List<Tensor> inputs) {
        if (!node.domain().isEmpty()) {
            return Optional.empty();
        }
        return switch (node.op()) {
            case "Constant" -> constant(node);
            case "Identity" -> Optional.of(inputs.get(0));
            case "Unsqueeze" ->
                Optional.of(unsqueeze(inputs.get(0), inputs.get(1).toLongs()));
            default -> Optional.empty();
        };
    }

    private static Optional<Tensor> constant(Node node) {
        AttributeValue value = node.attributes().asMap().values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a Constant without a value"));
        if (value instanceof AttributeValue.Data data) {
            return Optional.of(data.value());
        }
        if (value instanceof AttributeValue.Real real) {
            return Optional.of(Tensor.scalar(real.value()));
        }
        if (value instanceof AttributeValue.Int integer) {
            return Optional.of(Tensor.longs(Shape.SCALAR, integer.value()));
        }
        if (value instanceof AttributeValue.Ints ints) {
            return Optional.of(Tensor.vector(
                    ints.values().stream().mapToLong(Long::longValue).toArray()));
        }
        if (value instanceof AttributeValue.Reals reals) {
            float[] values = new float[reals.values().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = reals.values().get(i);
            }
            return Optional.of(Tensor.floats(Shape.of(values.length), values));
        }
        return Optional.empty();
    }

    private static Tensor unsqueeze(Tensor tensor, long[] axes) {
        int rank = tensor.shape().rank() + axes.length;
        List<Integer> sizes = new ArrayList<>();
        for (int size : tensor.shape().sizes()) {
            sizes.add(size);
        }
        int[] at = java.util.Arrays.stream(axes)
                .mapToInt(a -> (int) (a < 0 ? a + rank : a))
                .sorted()
                .toArray();
        for (int axis : at) {
            sizes.add(axis, 1);
        }
        return tensor.reshape(
                Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
    }
}

package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Values of reductions over all axes of integer vectors, as for a number of elements. */
final class Reduction {
    private Reduction() {}

    static Tensor evaluate(ValueContext c) {
        Tensor x = c.input(0);
        if (x.type().isFloating() || x.shape().rank() != 1) {
            throw new IllegalArgumentException(c.node().op() + " of " + x + " is not computed");
        }
        long value = reduce(c.node().op(), Arrays.stream(x.toLongs()));
        Shape shape = c.attributes().integer("keepdims", 1) == 1 ? Shape.of(1) : Shape.SCALAR;
        return Elements.integers(x.type(), shape, i -> value);
    }

    private static long reduce(String op, LongStream values) {
        return switch (op) {
            case "ReduceProd" -> values.reduce(1, Math::multiplyExact);
            case "ReduceSum" -> values.reduce(0, Math::addExact);
            case "ReduceMax" -> values.reduce(Long.MIN_VALUE, Math::max);
            default -> values.reduce(Long.MAX_VALUE, Math::min);
        };
    }
}

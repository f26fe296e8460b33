package dev.coppice.models.shape.value;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;

/** Values of logic, with broadcasting. */
final class Logic {
    private Logic() {}

    static Tensor binary(ValueContext c) {
        Tensor a = c.input(0);
        Tensor b = c.input(1);
        Shape out = Shape.broadcast(a.shape(), b.shape());
        Elements.Source left = Elements.broadcast(a.shape(), out);
        Elements.Source right = Elements.broadcast(b.shape(), out);
        long[] x = a.toLongs();
        long[] y = b.toLongs();
        String op = c.node().op();
        return Elements.integers(ElementType.BOOL, out, i -> switch (op) {
            case "And" -> x[left.at(i)] & y[right.at(i)];
            case "Or" -> x[left.at(i)] | y[right.at(i)];
            default -> x[left.at(i)] ^ y[right.at(i)];
        });
    }

    static Tensor not(ValueContext c) {
        long[] x = c.input(0).toLongs();
        return Elements.integers(ElementType.BOOL, c.input(0).shape(), i -> 1 - x[i]);
    }
}

package dev.coppice.models.shape.value;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;

/** Value of a Cast. Floats round towards zero to integers; every number except zero is true. */
final class Cast {
    private Cast() {}

    static Tensor evaluate(ValueContext c) {
        Tensor x = c.input(0);
        ElementType to = ElementType.ofCode(c.attributes().integer("to", 1));
        if (to == x.type()) {
            return x;
        }
        if (x.type().isFloating() || to.isFloating()) {
            double[] values = Arithmetic.reals(x);
            if (to.isFloating()) {
                return Elements.reals(to, x.shape(), i -> values[i]);
            }
            return Elements.integers(
                    to,
                    x.shape(),
                    i -> to == ElementType.BOOL ? Math.abs((long) Math.signum(values[i])) : (long) values[i]);
        }
        long[] values = x.toLongs();
        return Elements.integers(
                to, x.shape(), i -> to == ElementType.BOOL ? Math.abs(Long.signum(values[i])) : values[i]);
    }
}

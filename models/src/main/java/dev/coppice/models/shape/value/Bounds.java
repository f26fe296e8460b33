package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Tensor;

/** Value of a Clip. */
final class Bounds {
    private Bounds() {}

    static Tensor clip(ValueContext c) {
        Tensor x = c.input(0);
        if (!x.type().isFloating()) {
            long low = c.has(1) ? c.input(1).toLongs()[0] : Long.MIN_VALUE;
            long high = c.has(2) ? c.input(2).toLongs()[0] : Long.MAX_VALUE;
            long[] values = x.toLongs();
            return Elements.integers(x.type(), x.shape(), i -> Math.min(high, Math.max(low, values[i])));
        }
        double low = c.has(1) ? c.input(1).toDoubles()[0] : Double.NEGATIVE_INFINITY;
        double high = c.has(2) ? c.input(2).toDoubles()[0] : Double.POSITIVE_INFINITY;
        double[] values = x.toDoubles();
        return Elements.reals(x.type(), x.shape(), i -> Math.min(high, Math.max(low, values[i])));
    }
}

package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Tensor;

/** Value of a Clip. */
final class Bounds {
    private Bounds() {}

    static Tensor clip(ValueContext c) {
        Tensor x = c.input(0);
        double[] low = c.has(1) ? c.input(1).toDoubles() : new double[] {Double.NEGATIVE_INFINITY};
        double[] high = c.has(2) ? c.input(2).toDoubles() : new double[] {Double.POSITIVE_INFINITY};
        double[] values = x.toDoubles();
        return x.type().isFloating()
                ? Elements.reals(x.type(), x.shape(), i -> Math.min(high[0], Math.max(low[0], values[i])))
                : Elements.integers(x.type(), x.shape(), i -> (long) Math.min(high[0], Math.max(low[0], values[i])));
    }
}

package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;

/** Value of a BatchNormalization with given statistics, as exporters write the standardisation of weights. */
final class Normalising {
    private Normalising() {}

    static Tensor batch(ValueContext c) {
        Tensor x = c.input(0);
        double[] scale = c.input(1).toDoubles();
        double[] shift = c.input(2).toDoubles();
        double[] mean = c.input(3).toDoubles();
        double[] variance = c.input(4).toDoubles();
        double epsilon = c.attributes().real("epsilon", 1e-5f);
        Shape shape = x.shape();
        int inner = shape.product(2, shape.rank());
        int channels = shape.size(1);
        float[] values = x.toFloats();
        return Elements.reals(x.type(), shape, i -> {
            int k = i / inner % channels;
            return (values[i] - mean[k]) / Math.sqrt(variance[k] + epsilon) * scale[k] + shift[k];
        });
    }
}

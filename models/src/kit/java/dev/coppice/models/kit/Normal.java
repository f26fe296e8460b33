package dev.coppice.models.kit;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Random;

/** Values from a normal distribution around 0. */
public final class Normal {
    private Normal() {}

    /** A number of values with this standard deviation. */
    public static float[] values(Random random, long count, double deviation) {
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    /** A number of values with standard deviation 1. */
    public static float[] values(long seed, long count) {
        return values(new Random(seed), count, 1);
    }

    /** A tensor of these sizes with this standard deviation. */
    public static Tensor tensor(Random random, double deviation, int... sizes) {
        Shape shape = Shape.of(sizes);
        return Tensor.floats(shape, values(random, shape.elements(), deviation));
    }

    /** A tensor of this shape with standard deviation 1. */
    public static Tensor tensor(long seed, Shape shape) {
        return Tensor.floats(shape, values(seed, shape.elements()));
    }

    /**
     * Weights that keep the scale of activations. They have σ = √(2 / fan-in), fan-in the product of all sizes but the
     * first; 1 for a vector.
     */
    public static Tensor weights(Random random, int... sizes) {
        Shape shape = Shape.of(sizes);
        return tensor(random, sizes.length > 1 ? Math.sqrt(2.0 / shape.product(1, shape.rank())) : 1, sizes);
    }
}

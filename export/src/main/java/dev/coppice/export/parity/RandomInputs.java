package dev.coppice.export.parity;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Inputs that look like noise images: pixels uniform in 0…255, normalised as the card says. */
public final class RandomInputs {
    private static final double BRIGHTEST = 255;

    private RandomInputs() {}

    /**
     * As many inputs as asked for, each of batch 1, the same for the same seed.
     *
     * @param network whose card gives size, mean and std
     */
    public static List<Tensor> of(Network network, int count, long seed) {
        Random random = new Random(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(image(network.card().input(), network.inputShape(1), random));
        }
        return inputs;
    }

    /** Inputs of any shape, normal with mean 0 and deviation 1: for models whose pixels nothing is known of. */
    public static List<Tensor> normal(Shape shape, int count, long seed) {
        Random random = new Random(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) random.nextGaussian();
            }
            inputs.add(Tensor.floats(shape, values));
        }
        return inputs;
    }

    private static Tensor image(InputSpec spec, Shape shape, Random random) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        int pixels = values.length / spec.channels();
        for (int i = 0; i < values.length; i++) {
            int channel = i / pixels;
            double pixel = random.nextDouble() * BRIGHTEST;
            values[i] = (float) ((pixel - spec.mean().get(channel)) / spec.std().get(channel));
        }
        return Tensor.floats(shape, values);
    }
}

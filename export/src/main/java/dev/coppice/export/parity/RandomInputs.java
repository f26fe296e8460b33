package dev.coppice.export.parity;

import dev.coppice.export.runtime.RunMemory;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random inputs like noise images: pixels uniform in 0…255, normalised as the card says. */
public final class RandomInputs {
    private static final double BRIGHTEST = 255;
    private static final double[] DEVIATIONS = {1, 0.1, 0.01, 0.001};

    private RandomInputs() {}

    /**
     * Inputs of the batch that the graph fixes, else of batch 1; the same for the same seed.
     *
     * @param network network whose card gives size, mean and deviation
     */
    public static List<Tensor> of(Network network, int count, long seed) {
        RunMemory.require(network);
        Shape shape = network.inputShape(network.batch());
        Random random = new Random(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(image(network.card().input(), shape, random));
        }
        return inputs;
    }

    /**
     * Random inputs with a description of their distribution.
     *
     * @param inputs the inputs, one batch each
     * @param words description of the distribution, to follow the number of inputs
     */
    public record Drawn(List<Tensor> inputs, String words) {
        public Drawn {
            inputs = List.copyOf(inputs);
        }
    }

    /** The inputs of {@link #of} with their description. */
    public static Drawn pictures(Network network, int count, long seed) {
        return new Drawn(of(network, count, seed), "pixels uniform in 0 to 255, normalised as the card says");
    }

    /**
     * Inputs for a model of which only the input shape is known: normal with mean 0 and deviation 1, like prepared
     * pictures; bytes are uniform. If the outputs overflow, the deviation is divided by ten, repeatedly.
     *
     * @param type the input's element type
     * @param model model whose outputs should stay finite; if they never do, the first inputs are kept
     */
    public static Drawn finite(ElementType type, Shape shape, int count, long seed, OutputSource model) {
        if (type == ElementType.UINT8) {
            return new Drawn(
                    bytes(shape, count, seed),
                    "whole numbers uniform in 0 to 255: there is no card that says how pixels are prepared");
        }
        for (double deviation : DEVIATIONS) {
            List<Tensor> inputs = normal(shape, count, seed, deviation);
            if (inputs.stream().allMatch(input -> isFinite(model.run(input)))) {
                return new Drawn(
                        inputs,
                        "normal with mean 0 and deviation " + deviation
                                + (deviation == 1
                                        ? ": there is no card that says how pixels are prepared"
                                        : ", on which the outputs stay finite, as they do not on larger ones"));
            }
        }
        return new Drawn(
                normal(shape, count, seed, DEVIATIONS[0]), "normal with mean 0 and deviation 1; no outputs are finite");
    }

    private static boolean isFinite(Map<String, Tensor> outputs) {
        return outputs.values().stream()
                .allMatch(output -> Arrays.stream(output.toDoubles()).allMatch(Double::isFinite));
    }

    private static List<Tensor> bytes(Shape shape, int count, long seed) {
        Random random = new Random(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int k = 0; k < values.length; k++) {
                values[k] = random.nextInt((int) BRIGHTEST + 1);
            }
            inputs.add(Tensor.floats(shape, values));
        }
        return inputs;
    }

    private static List<Tensor> normal(Shape shape, int count, long seed, double deviation) {
        Random random = new Random(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (random.nextGaussian() * deviation);
            }
            inputs.add(Tensor.floats(shape, values));
        }
        return inputs;
    }

    private static Tensor image(InputSpec spec, Shape shape, Random random) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        int pixels = shape.product(2, shape.rank());
        for (int i = 0; i < values.length; i++) {
            int channel = i / pixels % spec.channels();
            double pixel = random.nextDouble() * BRIGHTEST;
            values[i] = (float) ((pixel - spec.mean().get(channel)) / spec.std().get(channel));
        }
        return Tensor.floats(shape, values);
    }
}

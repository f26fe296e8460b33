package dev.coppice.eval.engine;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.GraphValues;
import dev.coppice.samediff.lowering.WeightLayout;
import dev.coppice.samediff.program.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training step of one network beside ONNX Runtime. The loss is Σ r · logits with random r.
 *
 * @param forward max|a − b| / max|b| of the logits
 * @param slope the step's derivative of the loss along the gradient, scaled to the size of each weight, over the difference quotient of
 *     ONNX Runtime; 1 if both agree
 * @param weights number of weights that are trained
 */
public record TrainedGraph(double forward, double slope, int weights) {
    /**
     * Shares of each weight's root mean square that difference quotients step. Random weights of deep networks bend within
     * the largest, and the smallest drowns in the rounding of single precision: the quotient nearest to the derivative counts.
     */
    private static final double[] STEPS = {2e-4, 2e-5, 2e-6, 2e-7};

    private static final long SEED = 5;

    /** The picture that a network's step is taken on. */
    static Tensor picture(Network network) {
        Shape image = network.inputShape(network.batch());
        return Tensor.floats(image, normal(new Random(SEED), Math.toIntExact(image.elements()), 1));
    }

    /** Whether the derivative is as near to the quotient as the rounding of single precision lets it be told. */
    boolean isTold() {
        return Math.abs(slope - 1) < 0.03 && Double.isFinite(forward);
    }

    public static TrainedGraph of(Network whole) {
        Network network = whole.body();
        Shape image = network.inputShape(network.batch());
        String output = network.card().output().name();
        Random random = new Random(SEED);
        float[] pixels = normal(random, Math.toIntExact(image.elements()), 1);
        float[] expected = logits(network, pixels, image, output);
        float[] direction = normal(random, expected.length, 1);
        GraphValues values = GraphLowering.trainable(network, image, Set.of());
        Map<String, Tensor> weights = new TreeMap<>(values.weights());
        SameDiff sd = values.sameDiff();
        String logits = values.names().get(output);
        SDVariable y = sd.getVariable(logits);
        INDArray r =
                Nd4j.create(direction, WeightLayout.longs(network.shapes(image).of(output)), 'c');
        y.mul(sd.constant("test.direction", r)).sum("test.loss");
        sd.setLossVariables("test.loss");
        values.differentiate();
        INDArray x = Nd4j.create(pixels, WeightLayout.longs(image), 'c');
        Map<String, String> gradients = new LinkedHashMap<>();
        weights.keySet()
                .forEach(w -> gradients.put(w, sd.grad(values.names().get(w)).name()));
        Map<String, Tensor> found = new HashMap<>();
        double forward;
        try (Program program = Program.of(
                sd.getFunction("grad"),
                new Program.Task(
                        Map.of(values.names().get(network.card().input().name()), x),
                        Stream.concat(gradients.values().stream(), Stream.of(logits))
                                .toList(),
                        Map.of()))) {
            program.run();
            forward = difference(program.array(logits).dup('c').data().asFloat(), expected);
            gradients.forEach(
                    (w, g) -> found.put(w, values.asTensor(w, program.array(g).dup('c'))));
        }
        values.release();
        double slope = 0;
        for (double step : STEPS) {
            double now = slope(network, new Point(pixels, image, direction), weights, found, step);
            slope = Math.abs(now - 1) < Math.abs(slope - 1) ? now : slope;
        }
        return new TrainedGraph(forward, slope, weights.size());
    }

    /** Input and direction of the loss. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Point(float[] pixels, Shape image, float[] direction) {}

    private static double slope(
            Network network, Point at, Map<String, Tensor> weights, Map<String, Tensor> gradients, double step) {
        Map<String, Tensor> above = new HashMap<>();
        Map<String, Tensor> below = new HashMap<>();
        double analytic = 0;
        for (Map.Entry<String, Tensor> entry : weights.entrySet()) {
            float[] w = entry.getValue().toFloats();
            float[] g = gradients.get(entry.getKey()).toFloats();
            double size = 0;
            for (float v : w) {
                size += v * (double) v / w.length;
            }
            double steep = 0;
            for (float v : g) {
                steep += v * (double) v / g.length;
            }
            double scale = steep == 0 ? 0 : step * Math.sqrt(size / steep);
            float[] up = w.clone();
            float[] down = w.clone();
            for (int i = 0; i < w.length; i++) {
                up[i] += (float) (scale * g[i]);
                down[i] -= (float) (scale * g[i]);
                analytic += g[i] * ((double) up[i] - down[i]);
            }
            above.put(entry.getKey(), Tensor.floats(entry.getValue().shape(), up));
            below.put(entry.getKey(), Tensor.floats(entry.getValue().shape(), down));
        }
        String output = network.card().output().name();
        float[] high = logits(network.with(network.graph().withConstants(above)), at.pixels, at.image, output);
        float[] low = logits(network.with(network.graph().withConstants(below)), at.pixels, at.image, output);
        double measured = 0;
        for (int i = 0; i < high.length; i++) {
            measured += at.direction[i] * ((double) high[i] - low[i]);
        }
        return analytic / measured;
    }

    private static float[] logits(Network network, float[] pixels, Shape image, String output) {
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(network))) {
            return session.run(pixels, image, output).toFloats();
        }
    }

    private static double difference(float[] actual, float[] expected) {
        double error = 0;
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            error = Math.max(
                    error, Float.isNaN(actual[i]) ? Double.POSITIVE_INFINITY : Math.abs(actual[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return largest == 0 ? error : error / largest;
    }

    private static float[] normal(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}

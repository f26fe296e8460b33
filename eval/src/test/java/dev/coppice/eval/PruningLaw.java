package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Pruned graph = masked original, both in ONNX Runtime. */
final class PruningLaw {
    /** Largest difference relative to the largest value: float sums in another order, a few hundred layers deep. */
    static final double TOLERANCE = 1e-5;

    /**
     * Where a normalisation divides by next to nothing, one rounding of the input alone moves the output by more than a
     * tenth of that: random network 235 by 2e-6 (half of each layer gone: 2.8e-5 apart, at all other ratios 2.3e-6 and
     * less), deeplabv3_mobilenet_v3_large by 4e-6 (scope cost at 0.5: 1.4e-5). There it may be so many roundings.
     */
    private static final double ROUNDINGS = 20;

    private PruningLaw() {}

    /** Checks a plan with one step on random input; gives the pruned network. */
    static Network check(Network original, CompressionPlan plan, long seed) {
        assertThat(plan.steps()).hasSize(1);
        PlanStep.CutChannels step = (PlanStep.CutChannels) plan.steps().get(0);
        Network pruned = PlanRewriter.rewrite(original, plan);
        Shape shape = original.inputShape(1);
        float[] values = new float[Math.toIntExact(shape.elements())];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Tensor input = Tensor.floats(shape, values);

        Map<String, Tensor> actual = run(pruned.graph(), input);
        Graph masked = MaskedOriginal.of(original, step);
        Map<String, Tensor> expected = run(masked, input);

        expected.forEach((output, tensor) -> {
            checkSpread(output, tensor);
            double difference = difference(of(actual, output), tensor);
            double limit = difference < TOLERANCE
                    ? TOLERANCE
                    : ROUNDINGS * difference(of(run(masked, rounded(input, random)), output), tensor);
            assertThat(difference).as("difference at output %s", output).isLessThan(limit);
        });
        return pruned;
    }

    private static Tensor of(Map<String, Tensor> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name));
    }

    /** The next larger or smaller of every number. */
    private static Tensor rounded(Tensor input, Random random) {
        float[] values = input.toFloats().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? Math.nextUp(values[i]) : Math.nextDown(values[i]);
        }
        return Tensor.floats(input.shape(), values);
    }

    private static void checkSpread(String output, Tensor tensor) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (float value : tensor.toFloats()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        assertThat(high - low)
                .as("spread of output %s", output)
                .isGreaterThan(1e-6 * Math.max(Math.abs(low), Math.abs(high)));
    }

    /** The largest, relative to the largest value expected. */
    private static double difference(Tensor actual, Tensor expected) {
        float[] a = actual.toFloats();
        float[] b = expected.toFloats();
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < b.length; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            difference = Math.max(difference, Math.abs((double) a[i] - b[i]));
        }
        return difference / largest;
    }

    private static Map<String, Tensor> run(Graph graph, Tensor input) {
        byte[] model = OnnxWriter.bytes(graph, WriteOptions.PLAIN);
        try (OnnxSession session = OnnxSession.open(model, graph.name())) {
            return session.run(input);
        }
    }
}

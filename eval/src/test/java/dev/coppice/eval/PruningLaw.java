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
        Map<String, Tensor> expected = run(MaskedOriginal.of(original, step), input);

        expected.forEach((output, tensor) -> compare(output, Objects.requireNonNull(actual.get(output)), tensor));
        return pruned;
    }

    private static void compare(String output, Tensor actual, Tensor expected) {
        float[] a = actual.toFloats();
        float[] b = expected.toFloats();
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = 0;
        double difference = 0;
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int i = 0; i < b.length; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            difference = Math.max(difference, Math.abs((double) a[i] - b[i]));
            low = Math.min(low, b[i]);
            high = Math.max(high, b[i]);
        }
        assertThat(high - low).as("spread of output %s", output).isGreaterThan(1e-6 * largest);
        assertThat(difference / largest).as("difference at output %s", output).isLessThan(TOLERANCE);
    }

    private static Map<String, Tensor> run(Graph graph, Tensor input) {
        byte[] model = OnnxWriter.bytes(graph, WriteOptions.PLAIN);
        try (OnnxSession session = OnnxSession.open(model, graph.name())) {
            return session.run(input);
        }
    }
}

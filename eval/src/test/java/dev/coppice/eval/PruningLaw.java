package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.MaskedOriginal;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;

/** Law that a pruned graph equals the masked original, both in ONNX Runtime. */
final class PruningLaw {
    private PruningLaw() {}

    /** Checks a plan with one step on random input and returns the pruned network. */
    static Network check(Network original, CompressionPlan plan, long seed) {
        assertThat(plan.steps()).hasSize(1);
        PlanStep.CutChannels step = (PlanStep.CutChannels) plan.steps().get(0);
        Network pruned = PlanRewriter.rewrite(original, plan);
        Tensor input = Normal.tensor(seed, original.inputShape(1));

        Graph masked = MaskedOriginal.of(original, step);
        Map<String, Tensor> expected = run(masked, input);
        expected.forEach(PruningLaw::checkSpread);
        new ParityCheck(x -> x.equals(input) ? expected : run(masked, x), List.of(input), ParityCheck.SAME_RUNTIME)
                .require(x -> run(pruned.graph(), x), "The pruned network differs from its masked original");
        return pruned;
    }

    /** As {@link #check}, without optimizations, which round what products with weights of four bits read. */
    static void checkPlain(Network original, CompressionPlan plan, long seed) {
        PlanStep.CutChannels step = (PlanStep.CutChannels) plan.steps().get(0);
        Tensor input = Normal.tensor(seed, original.inputShape(1));
        try (OnnxSession pruned = plain(PlanRewriter.rewrite(original, plan).graph());
                OnnxSession masked = plain(MaskedOriginal.of(original, step))) {
            new ParityCheck(masked::run, List.of(input), ParityCheck.SAME_RUNTIME)
                    .require(pruned::run, "The pruned network differs from its masked original");
        }
    }

    private static OnnxSession plain(Graph graph) {
        byte[] model = OnnxWriter.bytes(graph, WriteOptions.PLAIN);
        return OnnxSession.unoptimized(OnnxSource.memory(model, graph.name()).like(graph));
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

    private static Map<String, Tensor> run(Graph graph, Tensor input) {
        byte[] model = OnnxWriter.bytes(graph, WriteOptions.PLAIN);
        try (OnnxSession session =
                OnnxSession.open(OnnxSource.memory(model, graph.name()).like(graph))) {
            return session.run(input);
        }
    }
}

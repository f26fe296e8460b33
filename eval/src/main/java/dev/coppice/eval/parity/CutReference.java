package dev.coppice.eval.parity;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.MaskedOriginal;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.export.ParityCheck;
import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.function.Function;

/**
 * A reference for what a rewritten network must compute: the network before the cut, with zeros wherever a cut channel is
 * read. It runs without ONNX Runtime's optimizations, so that none can be wrong on both sides. If the optimizations change
 * numbers by intent, as for quantized networks that run in integers, it runs with them.
 *
 * @param network the masked network, or the rewritten one itself if the plan's last step is no cut
 * @param what a description that follows "computes what …"
 * @param normalizations normalizations that take their statistics over the kept channels alone
 */
public record CutReference(Network network, String what, List<String> normalizations) {
    private static final String MASKED = "the source does with zeros in the cut channels";

    public CutReference {
        normalizations = List.copyOf(normalizations);
    }

    /** What the reference computes, and whether it ran without optimizations. */
    public record Computed(OutputSource outputs, boolean unoptimized) {}

    /**
     * Makes the reference for the end of a plan. Operators written in others, and cuts before the last step, are compared on
     * the way.
     *
     * @throws dev.coppice.export.ParityException if one of those does not compute what it should
     */
    public static CutReference of(Network original, CompressionPlan plan, List<Tensor> inputs) {
        // between the steps of a truncation tensors need not fit each other, so a network is made only where they must
        Graph current = original.graph();
        Graph unwritten = current;
        for (int i = 0; i < plan.steps().size(); i++) {
            PlanStep step = plan.steps().get(i);
            if (step instanceof PlanStep.CutChannels cut && i == plan.steps().size() - 1) {
                Network masked = original.with(MaskedOriginal.of(original.with(current), cut));
                return new CutReference(masked, MASKED, MaskedOriginal.keptNormalizations(current, cut));
            }
            Graph next = PlanRewriter.carryOut(current, step);
            if (step instanceof PlanStep.CutChannels cut) {
                compare(
                        original.with(next),
                        original.with(MaskedOriginal.of(original.with(current), cut)),
                        inputs,
                        "Step " + (i + 1)
                                + " of the plan does not compute what the network before it does with zeros in"
                                + " the cut channels");
            }
            if (writesOut(plan, i) && !writesOut(plan, i + 1)) {
                compare(
                        original.with(next),
                        original.with(unwritten),
                        inputs,
                        "Operators written in faster ones do not compute what the network does");
            }
            current = next;
            unwritten = writesOut(plan, i) ? unwritten : next;
        }
        return new CutReference(original.with(current), "the network in memory does", List.of());
    }

    /** The reference in words. */
    public String words(Computed computed) {
        return what
                + (computed.unoptimized() ? " without ONNX Runtime's optimizations" : "")
                + (normalizations.isEmpty()
                        ? ""
                        : " (with the statistics of " + normalizations.size() + " normalizations, '"
                                + normalizations.get(0) + "' first, over the kept channels alone)");
    }

    /**
     * Runs the reference without optimizations if the deployed rewritten network agrees with that, or a quantised one without
     * optimizations, otherwise with them.
     */
    public Computed computed(Network rewritten, List<Tensor> inputs) {
        OutputSource plain = recorded(OnnxSession::unoptimized, inputs);
        ParityCheck check = new ParityCheck(plain, inputs, ParityCheck.SAME_RUNTIME).fitting(network.graph());
        boolean agrees = agrees(check, OnnxSession.open(OnnxSource.of(rewritten)))
                || (QuantizedConstant.isIn(rewritten.graph())
                        && agrees(check, OnnxSession.unoptimized(OnnxSource.of(rewritten))));
        return agrees ? new Computed(plain, true) : new Computed(recorded(OnnxSession::open, inputs), false);
    }

    private OutputSource recorded(Function<OnnxSource, OnnxSession> opened, List<Tensor> inputs) {
        return RecordedOutputs.of(() -> opened.apply(OnnxSource.of(network)), network, inputs);
    }

    private static boolean agrees(ParityCheck check, OnnxSession rewritten) {
        try (rewritten) {
            return check.of(rewritten::run).within(check.tolerance());
        }
    }

    private static boolean writesOut(CompressionPlan plan, int step) {
        return step < plan.steps().size() && plan.steps().get(step) instanceof PlanStep.WriteOut;
    }

    private static void compare(Network changed, Network expected, List<Tensor> inputs, String problem) {
        Computed computed = new CutReference(expected, MASKED, List.of()).computed(changed, inputs);
        try (OnnxSession session = OnnxSession.open(OnnxSource.of(changed))) {
            new ParityCheck(computed.outputs(), inputs, ParityCheck.SAME_RUNTIME)
                    .fitting(expected.graph())
                    .require(session::run, problem);
        }
    }
}

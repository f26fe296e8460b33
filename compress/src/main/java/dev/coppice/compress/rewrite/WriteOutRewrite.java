package dev.coppice.compress.rewrite;

import dev.coppice.compress.kernel.SlowKernels;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import java.util.List;

/** Rewrite that puts faster operators in a node's place. */
final class WriteOutRewrite implements StepRewrite<PlanStep.WriteOut> {
    @Override
    public List<GraphEdit> edits(PlanStep.WriteOut step, Graph graph) {
        return SlowKernels.writtenOut(graph, graph.node(step.node()))
                .orElseThrow(
                        () -> new IllegalArgumentException("no faster form of node '" + step.node() + "' is known"))
                .edits();
    }
}

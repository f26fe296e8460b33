package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Rewrite of a constant over positions for one of its readers; other readers keep theirs. */
final class ResampleConstantRewrite implements StepRewrite<PlanStep.ResampleConstant> {
    @Override
    public List<GraphEdit> edits(PlanStep.ResampleConstant step, Graph graph) {
        Node node = graph.node(step.node());
        Tensor constant = graph.constant(node.input(step.input()))
                .orElseThrow(() ->
                        new IllegalArgumentException("input " + step.input() + " of " + node + " is no constant"));
        String name = FreshName.in(graph, node.input(step.input()) + "/resampled");
        return List.of(
                new GraphEdit.PutConstant(
                        name, PartedConstant.of(constant, step.positions()).resampled()),
                new GraphEdit.ReplaceNode(node.name(), node.withInput(step.input(), name)));
    }
}

package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import java.util.List;

/** Rewrite that replaces a node that changed the grid by a Resample with the same name and output. */
final class ReplaceByResampleRewrite implements StepRewrite<PlanStep.ReplaceByResample> {
    @Override
    public List<GraphEdit> edits(PlanStep.ReplaceByResample step, Graph graph) {
        Node old = graph.node(step.node());
        Node resample = step.resample().node(old.input(0), old.output());
        Node named = new Node(
                old.name(),
                resample.domain(),
                resample.op(),
                resample.inputs(),
                resample.outputs(),
                resample.attributes());
        return List.of(new GraphEdit.ReplaceNode(old.name(), named));
    }
}

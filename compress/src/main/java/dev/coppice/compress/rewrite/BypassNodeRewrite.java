package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import java.util.List;

/** Rewrite that lets a node's readers read its input instead; an Identity keeps the name of a graph output. */
final class BypassNodeRewrite implements StepRewrite<PlanStep.BypassNode> {
    @Override
    public List<GraphEdit> edits(PlanStep.BypassNode step, Graph graph) {
        Node node = graph.node(step.node());
        if (graph.isOutput(node.output())) {
            Node identity = new Node(
                    node.name(), "", "Identity", List.of(node.input(0)), List.of(node.output()), Attributes.NONE);
            return List.of(new GraphEdit.ReplaceNode(node.name(), identity));
        }
        return List.of(
                new GraphEdit.RedirectUses(node.output(), node.input(0)),
                new GraphEdit.ReplaceNode(node.name(), List.of()));
    }
}

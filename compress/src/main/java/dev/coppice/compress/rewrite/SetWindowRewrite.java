package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import java.util.List;

/** Rewrite of strides, dilations and pads of a convolution or pooling node; padding becomes explicit. */
final class SetWindowRewrite implements StepRewrite<PlanStep.SetWindow> {
    @Override
    public List<GraphEdit> edits(PlanStep.SetWindow step, Graph graph) {
        Node node = graph.node(step.node());
        Attributes attributes = node.attributes()
                .without("auto_pad")
                .with("strides", ints(step.strides()))
                .with("dilations", ints(step.dilations()))
                .with("pads", ints(step.pads()));
        return List.of(new GraphEdit.ReplaceNode(node.name(), node.withAttributes(attributes)));
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}

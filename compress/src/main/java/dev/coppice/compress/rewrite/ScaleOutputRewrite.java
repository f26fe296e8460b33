package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Rewrite that puts a Mul behind a node; the Mul takes over the name of what the node gave. */
final class ScaleOutputRewrite implements StepRewrite<PlanStep.ScaleOutput> {
    @Override
    public List<GraphEdit> edits(PlanStep.ScaleOutput step, Graph graph) {
        Node node = graph.node(step.node());
        String sum = FreshName.in(graph, node.output() + "/sum");
        String factor = FreshName.in(graph, node.output() + "/factor");
        List<String> outputs = new ArrayList<>(node.outputs());
        outputs.set(0, sum);
        Node scaled = new Node(
                FreshName.in(graph, node.name() + "/scaled"),
                "",
                "Mul",
                List.of(sum, factor),
                List.of(node.output()),
                Attributes.NONE);
        return List.of(
                new GraphEdit.PutConstant(factor, Tensor.scalar((float) step.factor())),
                new GraphEdit.ReplaceNode(node.name(), List.of(node.withOutputs(outputs), scaled)));
    }
}

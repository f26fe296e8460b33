package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Rewrite that adds the logarithm of a weight to what a Softmax reads of positions, and nothing to what is beside them. */
final class WeighPositionsRewrite implements StepRewrite<PlanStep.WeighPositions> {
    @Override
    public List<GraphEdit> edits(PlanStep.WeighPositions step, Graph graph) {
        Node softmax = graph.node(step.node());
        String constant = FreshName.in(graph, softmax.output() + "/weights");
        String weighed = FreshName.in(graph, softmax.output() + "/weighed");
        Node sum = new Node(
                FreshName.in(graph, softmax.name() + "/weighed"),
                "",
                "Add",
                List.of(softmax.input(0), constant),
                List.of(weighed),
                Attributes.NONE);
        return List.of(
                new GraphEdit.PutConstant(constant, logarithms(step)),
                new GraphEdit.ReplaceNode(softmax.name(), List.of(sum, softmax.withInput(0, weighed))));
    }

    private static Tensor logarithms(PlanStep.WeighPositions step) {
        float[] values = new float[step.before() + step.positions() + step.after()];
        Arrays.fill(values, step.before(), step.before() + step.positions(), (float) Math.log(step.weight()));
        int[] sizes = new int[-step.axis()];
        Arrays.fill(sizes, 1);
        sizes[0] = values.length;
        return Tensor.floats(Shape.of(sizes), values);
    }
}

package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.List;

/** Rewrite that puts a Resample between a tensor and some of its readers, or before a graph output. */
final class InsertResampleRewrite implements StepRewrite<PlanStep.InsertResample> {
    @Override
    public List<GraphEdit> edits(PlanStep.InsertResample step, Graph graph) {
        return step.readers().isEmpty() ? beforeOutput(step, graph) : beforeReaders(step, graph);
    }

    private static List<GraphEdit> beforeReaders(PlanStep.InsertResample step, Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        edits.add(new GraphEdit.AddNode(step.resample().node(step.tensor(), step.output())));
        for (Graph.Use use : graph.uses(step.tensor())) {
            if (step.readers().contains(use.node().name())) {
                edits.add(new GraphEdit.RewireInput(use.node().name(), use.position(), step.output()));
            }
        }
        return edits;
    }

    /** Edits before an output: its node computes {@code step.output()}, and the Resample takes over the output's name. */
    private static List<GraphEdit> beforeOutput(PlanStep.InsertResample step, Graph graph) {
        Node producer = graph.producer(step.tensor())
                .orElseThrow(() -> new IllegalArgumentException("no node computes '" + step.tensor() + "'"));
        List<String> renamed = producer.outputs().stream()
                .map(t -> t.equals(step.tensor()) ? step.output() : t)
                .toList();
        Node resample = step.resample().node(step.output(), step.tensor());
        Node named = new Node(
                step.output(),
                resample.domain(),
                resample.op(),
                resample.inputs(),
                resample.outputs(),
                resample.attributes());
        return List.of(
                new GraphEdit.RedirectUses(step.tensor(), step.output()),
                new GraphEdit.ReplaceNode(producer.name(), producer.withOutputs(renamed)),
                new GraphEdit.AddNode(named));
    }
}

package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.WeightAxes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The output channels that convolutions keep through the steps of a plan. */
public final class KeptChannels {
    private KeptChannels() {}

    /**
     * The kept channels by the name of each Conv and ConvTranspose that loses some, ascending, as indices before the steps.
     *
     * @param graph the graph that the first step applies to
     */
    public static Map<String, List<Integer>> of(Graph graph, List<PlanStep> steps) {
        Map<String, Integer> made = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.is("Conv", "ConvTranspose")) {
                made.put(
                        node.name(),
                        WeightAxes.of(
                                        node,
                                        1,
                                        graph.constant(node.input(1))
                                                .map(weights -> weights.shape().rank())
                                                .orElse(4))
                                .made());
            }
        }
        Map<String, List<Integer>> kept = new HashMap<>();
        for (PlanStep step : steps) {
            if (step instanceof PlanStep.TransposedToConv turned) {
                made.put(turned.node(), 0);
            }
            if (step instanceof PlanStep.CutChannels cut) {
                cut.cuts().stream()
                        .filter(c -> c.input() == 1 && Objects.equals(made.get(c.node()), c.axis()))
                        .forEach(c -> kept.merge(c.node(), c.keep(), (before, now) -> now.stream()
                                .map(before::get)
                                .toList()));
            }
        }
        return kept;
    }
}

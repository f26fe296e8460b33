package dev.coppice.compress.plan;

import dev.coppice.models.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * Plan for one network: the steps and their reasons.
 *
 * @param network hash of the graph that the first step applies to ({@link Graph#hash()}); any other graph is refused
 * @param steps the steps in order; each names nodes and tensors of the graph after the one before
 * @param decisions one decision for every candidate, changed or declined
 */
public record CompressionPlan(String network, List<PlanStep> steps, List<Decision> decisions) {
    public CompressionPlan {
        steps = List.copyOf(steps);
        decisions = List.copyOf(decisions);
    }

    /** The plan that keeps everything. */
    public static CompressionPlan keepAll(Graph graph) {
        return new CompressionPlan(graph.hash(), List.of(), List.of());
    }

    /** This plan followed by one made on its result. Where both decide on a candidate, the later decision stays. */
    public CompressionPlan then(CompressionPlan next) {
        List<PlanStep> allSteps = new ArrayList<>(steps);
        allSteps.addAll(next.steps);
        List<Decision> allDecisions = new ArrayList<>(decisions);
        allDecisions.removeIf(before -> next.decisions.stream().anyMatch(before::isAboutTheSame));
        allDecisions.addAll(next.decisions);
        return new CompressionPlan(network, allSteps, allDecisions);
    }

    /** The decisions that leave their candidate unchanged. */
    public List<Decision> declined() {
        return decisions.stream().filter(d -> !d.changed()).toList();
    }
}

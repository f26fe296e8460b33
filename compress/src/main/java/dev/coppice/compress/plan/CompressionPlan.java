package dev.coppice.compress.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.coppice.models.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/**
 * What to do to one network, and why.
 *
 * @param network hash of the graph the first step applies to ({@link Graph#hash()}); a plan is refused on any other
 * @param steps in order, each naming nodes and tensors that the one before left
 * @param decisions one for every candidate, changed or declined
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

    /** This plan, followed by one that was made on its result; what that one decides anew is said once, as it says it. */
    public CompressionPlan then(CompressionPlan next) {
        List<PlanStep> allSteps = new ArrayList<>(steps);
        allSteps.addAll(next.steps);
        List<Decision> allDecisions = new ArrayList<>(decisions);
        allDecisions.removeIf(before -> next.decisions.stream().anyMatch(before::isAboutTheSame));
        allDecisions.addAll(next.decisions);
        return new CompressionPlan(network, allSteps, allDecisions);
    }

    /** What was looked at and left alone. */
    @JsonIgnore
    public List<Decision> declined() {
        return decisions.stream().filter(d -> !d.changed()).toList();
    }
}

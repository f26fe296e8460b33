package dev.coppice.compress.rewrite;

import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import java.util.List;

/** Narrowed statistics: normalisations that average over channels some of which are cut, so that the others change. */
public final class NarrowedStatistics {
    /** The name of the pass in decisions on them. */
    public static final String PASS = "statistics";

    private NarrowedStatistics() {}

    /** A decision for each normalisation. */
    public static List<Decision> decisions(Graph graph, PlanStep.CutChannels step) {
        return MaskedOriginal.keptNormalizations(graph, step).stream()
                .map(norm -> Decision.changed(
                        PASS,
                        norm,
                        "takes mean and variance over the channels that are left, so the others come out otherwise than"
                                + " in the original"))
                .toList();
    }
}

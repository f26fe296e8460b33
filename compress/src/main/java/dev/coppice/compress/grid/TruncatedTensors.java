package dev.coppice.compress.grid;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which tensors a truncation cuts the frequencies of: where it resamples, be it inside another operator. */
final class TruncatedTensors {
    private TruncatedTensors() {}

    /** In the order of the truncation's steps; none where it changes nothing. */
    static List<LowPass.Site> of(Network network, GridTruncation truncation) {
        List<LowPass.Site> sites = new ArrayList<>();
        for (PlanStep step : truncation.plan(network).steps()) {
            site(step, network.graph(), truncation.limit()).ifPresent(sites::add);
        }
        return sites;
    }

    private static Optional<LowPass.Site> site(PlanStep step, Graph graph, Grid limit) {
        if (step instanceof PlanStep.InsertResample insert) {
            // the output is restored from the limit, whatever it is restored to
            Grid grid = insert.readers().isEmpty() ? limit : insert.resample().grid();
            return Optional.of(new LowPass.Site(insert.tensor(), insert.readers(), grid));
        }
        if (step instanceof PlanStep.TransposedToConv transposed) {
            return Optional.of(output(graph, transposed.node(), limit));
        }
        if (step instanceof PlanStep.ReplaceByResample replaced) {
            return Optional.of(
                    output(graph, replaced.node(), replaced.resample().grid()));
        }
        if (step instanceof PlanStep.BypassNode bypassed
                && !graph.node(bypassed.node()).is("MaxPool", "AveragePool")) {
            return Optional.of(output(graph, bypassed.node(), limit));
        }
        // a pool that is dropped and a stride that becomes 1 follow from what was cut off before them
        return Optional.empty();
    }

    private static LowPass.Site output(Graph graph, String node, Grid grid) {
        return LowPass.site(graph, graph.node(node).output(), grid);
    }
}

package dev.coppice.compress.grid;

import dev.coppice.compress.grid.rule.OwnGrids;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tensors whose frequencies a truncation cuts: all that it resamples, also inside another operator. */
final class TruncatedTensors {
    private TruncatedTensors() {}

    /** The sites in the order of the truncation's steps; none where it changes nothing. */
    static List<LowPass.Site> of(Network network, GridTruncation truncation) {
        OwnGrids own = OwnGrids.of(network);
        Map<String, Set<String>> taken = new HashMap<>();
        List<LowPass.Site> sites = new ArrayList<>();
        for (PlanStep step : truncation.plan(network).steps()) {
            site(step, network.graph(), own, truncation)
                    .flatMap(site -> withoutTaken(site, taken))
                    .ifPresent(sites::add);
        }
        return sites;
    }

    /**
     * The site with only those readers that no earlier step covers; empty if none is left. The output counts as a reader
     * without a name.
     */
    private static Optional<LowPass.Site> withoutTaken(LowPass.Site site, Map<String, Set<String>> taken) {
        Set<String> before = taken.computeIfAbsent(site.tensor(), t -> new HashSet<>());
        if (site.readers().isEmpty()) {
            return before.add("") ? Optional.of(site) : Optional.empty();
        }
        List<String> readers = site.readers().stream().filter(before::add).toList();
        return readers.isEmpty()
                ? Optional.empty()
                : Optional.of(new LowPass.Site(site.tensor(), readers, site.grid(), site.way()));
    }

    private static Optional<LowPass.Site> site(PlanStep step, Graph graph, OwnGrids own, GridTruncation truncation) {
        Grid limit = truncation.limit();
        Resampling kind = truncation.kind();
        if (step instanceof PlanStep.InsertResample insert) {
            // a tensor that is carried back to its own grid comes from the limit
            Grid to = insert.resample().grid();
            boolean back = insert.readers().isEmpty() || !own.isFiner(insert.tensor(), to);
            LowPass.Way way = back ? new LowPass.Way(kind.ideal(), kind) : down(kind);
            return Optional.of(new LowPass.Site(insert.tensor(), insert.readers(), back ? limit : to, way));
        }
        if (step instanceof PlanStep.TransposedToConv transposed) {
            return Optional.of(output(graph, transposed.node(), limit, down(Resampling.AREA)));
        }
        if (step instanceof PlanStep.ReplaceByResample replaced) {
            Resample resample = replaced.resample();
            return Optional.of(output(graph, replaced.node(), resample.grid(), down(resample.kind())));
        }
        if (step instanceof PlanStep.BypassNode bypassed
                && !graph.node(bypassed.node()).is("MaxPool", "AveragePool")) {
            return Optional.of(output(graph, bypassed.node(), limit, down(kind.ideal())));
        }
        // a pool that is dropped, a stride that becomes 1 and a kernel follow from what was cut off before them
        return Optional.empty();
    }

    /** The way down by a kind, and back up without loss of what the coarse grid holds. */
    private static LowPass.Way down(Resampling kind) {
        return new LowPass.Way(kind, kind.ideal());
    }

    private static LowPass.Site output(Graph graph, String node, Grid grid, LowPass.Way way) {
        return LowPass.site(graph, graph.node(node).output(), grid, way);
    }
}

package dev.coppice.compress.budget;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Cuts a network to a point of its frontier: the original itself, or what was cut to an earlier point and trained since, whose
 * layers then lose only what the point keeps no more.
 *
 * @param search that found the point
 * @param kind what prices are of
 * @param original that it was searched for
 * @param point to cut to
 */
public record PointCut(FrontierSearch search, BudgetKind kind, Network original, FrontierPoint point)
        implements CompressionPass {
    @Override
    public CompressionPlan plan(Network network) {
        boolean untouched = network.graph().hash().equals(original.graph().hash());
        CompressionPlan plan = untouched ? search.plan(network, point) : search.further(network, point);
        List<Decision> decisions = new ArrayList<>(plan.decisions());
        decisions.add(Decision.changed(
                ChannelPruning.TARGET,
                ChannelPruning.TARGET,
                what() + "; predicted " + PointSentence.predicted(search.frontier(original), point, kind)));
        return new CompressionPlan(plan.network(), plan.steps(), decisions);
    }

    /**
     * Whether what was cut to another point can be cut on to this one: the grid is the same, and no layer is wider.
     */
    public boolean continues(FrontierPoint other) {
        Map<String, Integer> wider = other.widths().channels();
        return point.truncation().equals(other.truncation())
                && point.widths().channels().entrySet().stream()
                        .allMatch(layer -> layer.getValue() <= wider.getOrDefault(layer.getKey(), 0));
    }

    /** What is cut, for people: {@code decoder on 1/8 of the grid, 34 layers to 55 % of their channels}. */
    public String what() {
        return PointSentence.what(point);
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("PointCut")
                .with("search", search.fingerprint())
                .with("grid", Fingerprint.word(point.grid()))
                .with("widths", Fingerprint.named(point.widths().channels()));
    }
}

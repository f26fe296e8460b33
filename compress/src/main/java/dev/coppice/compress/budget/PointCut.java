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
 * Pass that cuts a network to a point of its frontier. It starts from the original, or from a trained network that was
 * cut to an earlier point. That network then loses only the channels that the new point does not keep.
 *
 * @param search that found the point
 * @param kind kind of the prices
 * @param original network that the frontier was searched for
 * @param point point to cut to
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

    /** Whether a network cut to another point can be cut on to this one: the grid is the same, and no layer is wider here. */
    public boolean continues(FrontierPoint other) {
        Map<String, Integer> wider = other.widths().channels();
        return point.truncation().equals(other.truncation())
                && point.widths().channels().entrySet().stream()
                        .allMatch(layer -> layer.getValue() <= wider.getOrDefault(layer.getKey(), 0));
    }

    /** The cut for people: {@code decoder on 1/8 of the grid, 34 layers to 55 % of their channels}. */
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

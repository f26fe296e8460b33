package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Grid candidate: the network on one grid, and its layers, which are scored on first use. */
final class GridCandidate {
    private final Optional<GridTruncation> truncation;
    private final CompressionPlan plan;
    private final Network network;
    private final ChannelPruning pruning;
    private final String obstacle;
    private @Nullable ScoredLayers layers;

    private GridCandidate(
            Optional<GridTruncation> truncation,
            CompressionPlan plan,
            Network network,
            ChannelPruning pruning,
            String obstacle) {
        this.truncation = truncation;
        this.plan = plan;
        this.network = network;
        this.pruning = pruning;
        this.obstacle = obstacle;
    }

    /**
     * The network on its own grid.
     *
     * @param first plan that comes before any cut
     * @param network result of that plan
     */
    static GridCandidate none(CompressionPlan first, Network network, ChannelPruning pruning) {
        return new GridCandidate(Optional.empty(), first, network, pruning, "");
    }

    /**
     * The network after a truncation; with an obstacle where the truncation plans nothing or cannot be planned.
     *
     * @param first plan that comes before any cut
     * @param network result of that plan
     */
    static GridCandidate of(CompressionPlan first, Network network, GridTruncation truncation, ChannelPruning pruning) {
        Optional<GridTruncation> present = Optional.of(truncation);
        try {
            CompressionPlan plan = truncation.plan(network);
            String obstacle = plan.steps().isEmpty() ? plan.decisions().get(0).reason() : "";
            return new GridCandidate(present, first.then(plan), PlanRewriter.rewrite(network, plan), pruning, obstacle);
        } catch (InvalidInputException e) {
            return new GridCandidate(present, first, network, pruning, e.problem());
        }
    }

    Optional<GridTruncation> truncation() {
        return truncation;
    }

    /** The steps and decisions before channels are cut. */
    CompressionPlan plan() {
        return plan;
    }

    Network network() {
        return network;
    }

    /** Why it cannot be taken; empty if it can. */
    String obstacle() {
        return obstacle;
    }

    ScoredLayers layers() {
        if (layers == null) {
            layers = ScoredLayers.of(network, pruning);
        }
        return layers;
    }

    /** The grid for people: {@code decoder at 1/8}, {@code none}. */
    static String text(Optional<GridTruncation> truncation) {
        return truncation.map(t -> t.region() + " at " + t.limit()).orElse("none");
    }
}

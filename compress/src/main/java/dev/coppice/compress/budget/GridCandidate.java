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

    /** The network as it is. */
    static GridCandidate none(Network network, ChannelPruning pruning) {
        return new GridCandidate(Optional.empty(), CompressionPlan.keepAll(network.graph()), network, pruning, "");
    }

    /** The network after a truncation; with an obstacle where the truncation plans nothing or cannot be planned. */
    static GridCandidate of(Network network, GridTruncation truncation, ChannelPruning pruning) {
        Optional<GridTruncation> present = Optional.of(truncation);
        try {
            CompressionPlan plan = truncation.plan(network);
            String obstacle = plan.steps().isEmpty() ? plan.decisions().get(0).reason() : "";
            return new GridCandidate(present, plan, PlanRewriter.rewrite(network, plan), pruning, obstacle);
        } catch (InvalidInputException e) {
            CompressionPlan none = CompressionPlan.keepAll(network.graph());
            return new GridCandidate(present, none, network, pruning, e.problem());
        }
    }

    Optional<GridTruncation> truncation() {
        return truncation;
    }

    /** The steps and decisions of the truncation; none without a truncation. */
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

package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.kernel.SlowKernels;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.CostFunction;
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

    /** The network on its own grid, with operators written in faster ones if that lowers its price. */
    static GridCandidate own(Network network, CostFunction price, ChannelPruning pruning) {
        CompressionPlan all = SlowKernels.plan(network);
        Network written = PlanRewriter.rewrite(network, all);
        boolean saves = !all.steps().isEmpty() && price.cost(written) < price.cost(network);
        return saves
                ? new GridCandidate(Optional.empty(), all, written, pruning, "")
                : new GridCandidate(Optional.empty(), SlowKernels.declined(all), network, pruning, "");
    }

    /** This network after a truncation; with an obstacle where the truncation plans nothing or cannot be planned. */
    GridCandidate on(GridTruncation grid) {
        Optional<GridTruncation> present = Optional.of(grid);
        try {
            CompressionPlan next = grid.plan(network);
            String problem = next.steps().isEmpty() ? next.decisions().get(0).reason() : "";
            return new GridCandidate(present, plan.then(next), PlanRewriter.rewrite(network, next), pruning, problem);
        } catch (InvalidInputException e) {
            return new GridCandidate(present, plan, network, pruning, e.problem());
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

package dev.coppice.eval.latency.profile;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.kernel.SlowKernels;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.plan.WidthStaircase;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * Networks whose times predict any network between them: each grid that a plan may choose, at several widths.
 *
 * @param all networks whose segments are timed
 * @param whole networks among them that are also timed as a whole
 */
public record ProfiledNetworks(List<Network> all, List<Network> whole) {
    /**
     * The number of random widths per grid, besides the widest and the narrowest. It exceeds the number of a workload's
     * amounts.
     */
    private static final int RANDOM_WIDTHS = 8;

    private static final double NARROW = 0.75;
    private static final double NARROWEST = 0.85;
    private static final long SEED = 1;

    /** The edges of every known staircase, so that the same networks are timed on every machine. */
    private static final ChannelWidths WIDTHS = new WidthStaircase(List.of(4, 8, 12, 16), 16, "any machine");

    public ProfiledNetworks {
        all = List.copyOf(all);
        whole = List.copyOf(whole);
    }

    /**
     * A network on its own grids and on those of all truncations that it allows. Operators that the runtime computes slowly are
     * written in others there; with them the network is timed as it is too.
     *
     * @param truncations truncations that a plan may choose from; one that catches or changes nothing is left out
     */
    public static ProfiledNetworks of(Network network, Collection<GridTruncation> truncations) {
        Network written = PlanRewriter.rewrite(network, SlowKernels.plan(network));
        List<Network> grids = new ArrayList<>();
        grids.add(written);
        truncations.forEach(truncation -> grids.addAll(rewritten(written, truncation)));
        ProfiledNetworks planned = of(grids);
        return written.equals(network) ? planned : planned.with(network);
    }

    private ProfiledNetworks with(Network network) {
        return new ProfiledNetworks(
                Stream.concat(all.stream(), Stream.of(network)).toList(),
                Stream.concat(whole.stream(), Stream.of(network)).toList());
    }

    /** The rewritten network; no network if it lacks the region or nothing would change. */
    private static List<Network> rewritten(Network network, GridTruncation truncation) {
        try {
            CompressionPlan plan = truncation.plan(network);
            return plan.steps().isEmpty() ? List.of() : List.of(PlanRewriter.rewrite(network, plan));
        } catch (InvalidInputException e) {
            return List.of();
        }
    }

    /**
     * The networks at the widths to be timed.
     *
     * @param grids the original network, and the network rewritten to each grid that a plan may choose
     */
    public static ProfiledNetworks of(List<Network> grids) {
        List<Network> all = new ArrayList<>();
        List<Network> whole = new ArrayList<>();
        Random random = new Random(SEED);
        for (Network grid : grids) {
            List<ChannelGroup> groups = ChannelAnalysis.of(grid).groups().stream()
                    .filter(group -> group.reason().isEmpty())
                    .toList();
            List<Network> own = new ArrayList<>();
            own.add(grid);
            own.add(cut(grid, groups, () -> NARROW));
            for (int i = 0; i < RANDOM_WIDTHS; i++) {
                double most = NARROWEST * (i + 1) / RANDOM_WIDTHS;
                own.add(cut(grid, groups, () -> most * random.nextDouble()));
            }
            all.addAll(own);
            whole.addAll(own.subList(0, 2));
            whole.add(own.get(own.size() - 1));
        }
        return new ProfiledNetworks(all, whole);
    }

    private static Network cut(Network network, List<ChannelGroup> groups, DoubleSupplier ratio) {
        LayerLimits limits = LayerLimits.DEFAULT;
        for (ChannelGroup group : groups) {
            limits = limits.pinning(group.name(), new PruningRatio(ratio.getAsDouble()));
        }
        ChannelPruning pruning = new ChannelPruning(
                new PruningRatio(0), PruningScope.LAYER, Importance.of(new L1Norm()), WIDTHS, limits);
        return PlanRewriter.rewrite(network, pruning.plan(network));
    }

    /** A short name that tells the widths of a network. */
    static String name(Network network) {
        Shapes shapes = network.shapes(network.batch());
        return "whole network '" + network.card().name() + "', "
                + network.graph().nodes().stream()
                        .filter(Segmentation::isContraction)
                        .map(node -> String.valueOf(shapes.of(node.output()).size(1)))
                        .limit(6)
                        .toList()
                + " channels and so on";
    }
}

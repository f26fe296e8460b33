package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.models.network.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sizing of layers: what decides how many coupled channels each may keep.
 *
 * @param scope how a ratio is shared among layers
 * @param allowed numbers of channels that a layer may keep
 * @param ratios bounds that limits set on the ratio of every group, by its name
 * @param widths number of coupled channels of each group in the original, by its name
 * @param iteration the step to plan
 */
record Sizing(
        PruningScope scope,
        ChannelWidths allowed,
        Map<String, RatioBounds> ratios,
        Map<String, Integer> widths,
        Iteration iteration) {
    /**
     * The sizing of a network's groups at this iteration. Pruning renames nothing, so names find the groups in the
     * original.
     */
    static Sizing of(
            ChannelPruning pruning,
            PruningScope scope,
            Network network,
            ChannelAnalysis analysis,
            Iteration iteration) {
        Map<String, RatioBounds> ratios = LimitMatching.of(pruning.limits(), analysis.groups());
        Network original = iteration.original();
        Map<String, Integer> widths = new HashMap<>();
        ChannelAnalysis before = original.equals(network) ? analysis : ChannelAnalysis.of(original);
        before.groups().forEach(group -> widths.put(group.name(), group.size()));
        return new Sizing(scope, pruning.widths(), ratios, widths, iteration);
    }

    ScoredGroup scored(ChannelGroup group, List<Unit> units) {
        RatioBounds bounds = ratios.get(group.name());
        if (bounds == null) {
            throw new IllegalStateException("layer '" + group.name() + "' has no ratio bounds");
        }
        int width = Math.max(group.size(), widths.getOrDefault(group.name(), 0));
        return ScoredGroup.of(
                group,
                UnitOrder.of(group, units, scope),
                allowed,
                CountBounds.of(bounds, width, group.size(), iteration));
    }
}

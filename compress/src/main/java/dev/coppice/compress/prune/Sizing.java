package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.Stage;
import dev.coppice.models.network.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What decides how many groups a layer may keep.
 *
 * @param allowed which numbers of channels a layer may keep
 * @param rules of every family, by its name
 * @param widths how many groups each family had in the original, by its name
 * @param stage how far to go
 */
record Sizing(ChannelWidths allowed, Map<String, LayerRule> rules, Map<String, Integer> widths, Stage stage) {
    /** For the families of a network that is at this stage; pruning renames nothing, so names find them in the original. */
    static Sizing of(ChannelPruning pruning, Network network, ChannelAnalysis analysis, Stage stage) {
        Map<String, LayerRule> rules = LayerRules.of(pruning.limits(), analysis.families());
        Network original = stage.original();
        Map<String, Integer> widths = new HashMap<>();
        ChannelAnalysis before = original.equals(network) ? analysis : ChannelAnalysis.of(original);
        before.families().forEach(family -> widths.put(family.name(), family.size()));
        return new Sizing(pruning.widths(), rules, widths, stage);
    }

    Layer layer(ChannelFamily family, List<Unit> units) {
        LayerRule rule = rules.get(family.name());
        if (rule == null) {
            throw new IllegalStateException("layer '" + family.name() + "' has no rule");
        }
        int width = Math.max(family.size(), widths.getOrDefault(family.name(), 0));
        return Layer.of(family, units, allowed, Bounds.of(rule, width, family.size(), stage));
    }
}

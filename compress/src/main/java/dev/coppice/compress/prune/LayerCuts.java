package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cuts of one channel group (layer) while all others stay, as {@link ChannelPruning} with {@link
 * PruningScope#LAYER} would make them. A network is analysed and scored once for all its
 * layers.
 */
public final class LayerCuts {
    private final String network;
    private final ChannelAnalysis analysis;
    private final Map<String, ScoredGroup> layers;

    private LayerCuts(String network, ChannelAnalysis analysis, Map<String, ScoredGroup> layers) {
        this.network = network;
        this.analysis = analysis;
        this.layers = layers;
    }

    /**
     * Analyses and scores a network.
     *
     * @param pruning chooses the channels; its target and scope are ignored
     */
    public static LayerCuts of(Network network, ChannelPruning pruning) {
        ChannelAnalysis analysis = ChannelAnalysis.of(network);
        Sizing sizing = Sizing.of(pruning, PruningScope.LAYER, network, analysis, Iteration.only(network));
        Map<String, ScoredGroup> layers = GroupScoring.of(network, analysis, pruning.importance(), sizing).stream()
                .collect(Collectors.toMap(layer -> layer.group().name(), layer -> layer));
        return new LayerCuts(network.graph().hash(), analysis, layers);
    }

    /** All groups in graph order. */
    public List<ChannelGroup> groups() {
        return analysis.groups();
    }

    /** The reason why a group cannot be cut at any ratio; empty if it can. */
    public Optional<String> reason(ChannelGroup group) {
        return group.reason()
                .or(() -> Optional.ofNullable(layers.get(group.name())).flatMap(ScoredGroup::whyNone));
    }

    /**
     * A cut of one group alone.
     *
     * @param channels output channels of its first contraction
     * @param kept number of them that stay; all where the ratio rounds to none
     * @param plan plan with one decision; without steps where nothing goes
     */
    public record Cut(int channels, int kept, CompressionPlan plan) {}

    /** Removes this share of one group's channels; nothing where none may go. */
    public Cut cut(ChannelGroup group, PruningRatio ratio) {
        Optional<ScoredGroup> layer = Optional.ofNullable(layers.get(group.name()));
        Set<Integer> cut = layer.map(l -> l.channelsCutTo(l.kept(group.size() * (1 - ratio.value()))))
                .orElse(Set.of());
        List<Integer> members = group.producers().isEmpty()
                ? List.of()
                : group.producers().get(0).members();
        int kept = (int) members.stream()
                .filter(member -> !cut.contains(group.channels().get(member)))
                .count();
        if (cut.isEmpty()) {
            String why = reason(group)
                    .orElse("ratio " + ratio.value() + " of its " + group.size() + " channels rounds to none");
            Decision declined = Decision.declined(ChannelPruning.PASS, group.name(), why);
            return new Cut(members.size(), kept, plan(List.of(), declined));
        }
        String what = members.size() + " → " + kept + " channels";
        Decision changed = Decision.changed(ChannelPruning.PASS, group.name(), what);
        return new Cut(members.size(), kept, plan(List.of(analysis.cut(cut)), changed));
    }

    private CompressionPlan plan(List<PlanStep> steps, Decision decision) {
        return new CompressionPlan(network, steps, List.of(decision));
    }
}

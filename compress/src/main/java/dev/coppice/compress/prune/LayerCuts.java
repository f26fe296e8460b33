package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.Stage;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One family of channels (layer) cut while all others stay, as {@link ChannelPruning} with {@link
 * dev.coppice.compress.plan.PruningScope#LAYER} would cut it. A network is analysed and scored once for all its layers.
 */
public final class LayerCuts {
    private final String network;
    private final ChannelAnalysis analysis;
    private final Map<String, Layer> layers;

    private LayerCuts(String network, ChannelAnalysis analysis, Map<String, Layer> layers) {
        this.network = network;
        this.analysis = analysis;
        this.layers = layers;
    }

    /**
     * Analyses and scores a network.
     *
     * @param pruning how channels are chosen; its target and scope have no say
     */
    public static LayerCuts of(Network network, ChannelPruning pruning) {
        ChannelAnalysis analysis = ChannelAnalysis.of(network);
        Sizing sizing = Sizing.of(pruning, network, analysis, Stage.only(network));
        Map<String, Layer> layers = Layers.of(network, analysis, pruning.importance(), sizing).stream()
                .collect(Collectors.toMap(layer -> layer.family().name(), layer -> layer));
        return new LayerCuts(network.graph().hash(), analysis, layers);
    }

    /** All families in graph order. */
    public List<ChannelFamily> families() {
        return analysis.families();
    }

    /** Why a family cannot be cut at any ratio, empty if it can. */
    public Optional<String> reason(ChannelFamily family) {
        return family.reason()
                .or(() -> Optional.ofNullable(layers.get(family.name())).flatMap(Layer::whyNone));
    }

    /**
     * One family cut alone.
     *
     * @param channels of its first contraction
     * @param kept how many of them stay; all where the ratio rounds to none
     * @param plan with one decision, without steps where nothing goes
     */
    public record Cut(int channels, int kept, CompressionPlan plan) {}

    /** Removes this share of one family's channels, nothing where none may go. */
    public Cut cut(ChannelFamily family, PruningRatio ratio) {
        Optional<Layer> layer = Optional.ofNullable(layers.get(family.name()));
        Set<Integer> cut = layer.map(l -> l.groupsCutTo(l.kept(family.size() * (1 - ratio.value()))))
                .orElse(Set.of());
        List<Integer> members = family.producers().isEmpty()
                ? List.of()
                : family.producers().get(0).members();
        int kept = (int) members.stream()
                .filter(member -> !cut.contains(family.groups().get(member)))
                .count();
        if (cut.isEmpty()) {
            String why = reason(family)
                    .orElse("ratio " + ratio.value() + " of its " + family.size() + " channels rounds to none");
            Decision declined = Decision.declined(ChannelPruning.PASS, family.name(), why);
            return new Cut(members.size(), kept, plan(List.of(), declined));
        }
        String what = members.size() + " → " + kept + " channels";
        Decision changed = Decision.changed(ChannelPruning.PASS, family.name(), what);
        return new Cut(members.size(), kept, plan(List.of(analysis.cut(cut)), changed));
    }

    private CompressionPlan plan(List<PlanStep> steps, Decision decision) {
        return new CompressionPlan(network, steps, List.of(decision));
    }
}

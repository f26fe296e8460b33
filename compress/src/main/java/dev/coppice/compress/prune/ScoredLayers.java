package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.rewrite.NarrowedStatistics;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Layers of one network, analysed and scored once for searches over many widths. Each layer keeps a number of its coupled
 * channels, and the least important go. A layer missing from a map of kept numbers keeps the most it may.
 */
public final class ScoredLayers {
    /** Number of layers that a sentence names. */
    private static final int NAMED = 3;

    private final Network network;
    private final ChannelPruning pruning;
    private final ChannelAnalysis analysis;
    private final Map<String, ScoredGroup> layers = new LinkedHashMap<>();

    private ScoredLayers(Network network, ChannelPruning pruning) {
        this.network = network;
        this.pruning = pruning;
        analysis = ChannelAnalysis.of(network);
        Sizing sizing = Sizing.of(pruning, PruningScope.LAYER, network, analysis, Iteration.only(network));
        GroupScoring.of(network, analysis, pruning.importance(), sizing)
                .forEach(layer -> layers.put(layer.group().name(), layer));
    }

    /**
     * Analyses and scores a network.
     *
     * @param pruning chooses the channels; its target and scope are ignored
     * @throws dev.coppice.models.InvalidInputException if a pattern of the limits names no layer, or two of them disagree
     */
    public static ScoredLayers of(Network network, ChannelPruning pruning) {
        return new ScoredLayers(network, pruning);
    }

    /** The layers that may or must lose channels, in graph order. */
    public List<PrunableLayer> prunable() {
        return layers.values().stream()
                .filter(layer -> layer.whyNone().isEmpty())
                .map(ScoredLayers::prunable)
                .filter(layer -> layer.least() < layer.size())
                .toList();
    }

    /** The layers that may lose no channel, each with its reason: the first few, and the number of the others. */
    public List<String> fixed() {
        List<String> fixed = analysis.groups().stream()
                .filter(group -> !group.producers().isEmpty())
                .flatMap(group -> group
                        .reason()
                        .or(() -> known(group.name()).whyNone())
                        .map(reason -> "'" + group.name() + "' " + reason)
                        .stream())
                .toList();
        return fixed.size() <= NAMED
                ? fixed
                : Stream.concat(
                                fixed.stream().limit(NAMED),
                                Stream.of((fixed.size() - NAMED) + " more that can lose no channels"))
                        .toList();
    }

    private static PrunableLayer prunable(ScoredGroup layer) {
        List<Integer> counts = new ArrayList<>();
        int target = layer.most();
        int next = target;
        do {
            target = next;
            int kept = left(layer, target);
            if (counts.isEmpty() || kept < counts.get(counts.size() - 1)) {
                counts.add(kept);
            }
            next = layer.fewer(target);
        } while (next < target);
        return new PrunableLayer(
                layer.group().name(), layer.size(), layer.group().outputChannels(), counts);
    }

    private static int left(ScoredGroup layer, int target) {
        return layer.size() - layer.channelsCutTo(target).size();
    }

    /** The number of coupled channels of a layer that must stay whatever the ceiling. */
    public int barest(String layer) {
        return left(known(layer), 1);
    }

    /**
     * The share of a layer's importance, in (0, 1], that stays when it keeps this many coupled channels; the share of
     * their number where all score 0.
     */
    public double remaining(String layer, int kept) {
        ScoredGroup known = known(layer);
        double total = importance(known.units());
        double gone = importance(known.cutTo(kept));
        return total > 0 && gone < total ? 1 - gone / total : (double) left(known, kept) / known.size();
    }

    private static double importance(List<Unit> units) {
        return units.stream().mapToDouble(unit -> unit.score() * unit.size()).sum();
    }

    /** The network whose layers keep these numbers of coupled channels; the same object where nothing goes. */
    public Network cut(Map<String, Integer> kept) {
        Set<Integer> channels = channels(kept);
        return channels.isEmpty()
                ? network
                : network.with(PlanRewriter.carryOut(network.graph(), analysis.cut(channels)));
    }

    /**
     * The plan that leaves these numbers of coupled channels, with a decision for every layer.
     *
     * @param passedOver why layers that could lose channels lose none
     */
    public CompressionPlan plan(Map<String, Integer> kept, String passedOver) {
        Set<Integer> channels = channels(kept);
        LayerReport report = new LayerReport(pruning, channels, passedOver);
        List<Decision> decisions = new ArrayList<>();
        analysis.groups()
                .forEach(group -> decisions.add(report.of(group, Optional.ofNullable(layers.get(group.name())))));
        List<PlanStep> steps = new ArrayList<>();
        if (!channels.isEmpty()) {
            PlanStep.CutChannels step = analysis.cut(channels);
            steps.add(step);
            decisions.addAll(NarrowedStatistics.decisions(network.graph(), step));
        }
        return new CompressionPlan(network.graph().hash(), steps, decisions);
    }

    private Set<Integer> channels(Map<String, Integer> kept) {
        Set<Integer> channels = new HashSet<>();
        layers.forEach((name, layer) -> {
            if (layer.whyNone().isEmpty()) {
                channels.addAll(layer.channelsCutTo(kept.getOrDefault(name, layer.most())));
            }
        });
        return channels;
    }

    private ScoredGroup known(String name) {
        ScoredGroup layer = layers.get(name);
        if (layer == null) {
            throw new IllegalArgumentException("network '" + network.card().name() + "' has no layer '" + name + "'");
        }
        return layer;
    }
}

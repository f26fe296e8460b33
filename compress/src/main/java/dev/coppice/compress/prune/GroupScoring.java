package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Coupling;
import dev.coppice.compress.importance.Importance;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scoring of a network's channel groups, each of which is divided into units. */
final class GroupScoring {
    private static final String EVERY_TENSOR = "every tensor keeps one";

    private final Map<Integer, Unit> unitOfChannel = new HashMap<>();
    private final List<List<Unit>> units = new ArrayList<>();

    private GroupScoring() {}

    /** A scored group for each prunable group, in graph order. */
    static List<ScoredGroup> of(Network network, ChannelAnalysis analysis, Importance importance, Sizing sizing) {
        GroupScoring scoring = new GroupScoring();
        List<ChannelGroup> groups = analysis.groups().stream()
                .filter(group -> group.reason().isEmpty())
                .toList();
        Map<Integer, List<Coupling>> couplings = couplings(analysis);
        List<double[]> scores = importance.scores(network, groups);
        for (int f = 0; f < groups.size(); f++) {
            ChannelGroup group = groups.get(f);
            List<Unit> units = singles(group, scores.get(f));
            for (Coupling coupling : couplings.getOrDefault(group.channels().get(0), List.of())) {
                units = BalancedUnits.of(units, coupling);
            }
            scoring.add(units);
        }
        analysis.holders().forEach(scoring::keepBest);
        List<ScoredGroup> result = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Unit> current = scoring.units.get(i).stream()
                    .map(unit -> scoring.current(unit.channels().get(0)))
                    .toList();
            result.add(sizing.scored(groups.get(i), current));
        }
        return result;
    }

    /** The couplings by the first coupled channel of their channel group. */
    private static Map<Integer, List<Coupling>> couplings(ChannelAnalysis analysis) {
        Map<Integer, Integer> firstOfGroup = new HashMap<>();
        for (ChannelGroup group : analysis.groups()) {
            group.channels()
                    .forEach(channel ->
                            firstOfGroup.put(channel, group.channels().get(0)));
        }
        Map<Integer, List<Coupling>> result = new HashMap<>();
        for (Coupling coupling : analysis.couplings()) {
            coupling.blocks().stream()
                    .flatMap(List::stream)
                    .findFirst()
                    .map(firstOfGroup::get)
                    .ifPresent(first -> result.computeIfAbsent(first, f -> new ArrayList<>())
                            .add(coupling));
        }
        // Most blocks first: units balanced over these are balanced over coarser blocks that contain them.
        result.values()
                .forEach(list -> list.sort(
                        Comparator.comparing(coupling -> -coupling.blocks().size())));
        return result;
    }

    /** The units of one coupled channel each. */
    private static List<Unit> singles(ChannelGroup group, double... scores) {
        List<Unit> singles = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            singles.add(new Unit(
                    List.of(group.channels().get(i)),
                    scores[i],
                    group.protections().get(i)));
        }
        return singles;
    }

    private void add(List<Unit> ofGroup) {
        units.add(ofGroup);
        ofGroup.forEach(unit -> unit.channels().forEach(channel -> unitOfChannel.put(channel, unit)));
    }

    /** Protects the best unit of a tensor. */
    private void keepBest(List<Integer> holder) {
        Unit best = holder.stream()
                .map(this::current)
                .max(Comparator.comparingDouble(Unit::score))
                .orElseThrow();
        Unit kept = best.protectedBy(EVERY_TENSOR);
        kept.channels().forEach(channel -> unitOfChannel.put(channel, kept));
    }

    private Unit current(int channel) {
        Unit unit = unitOfChannel.get(channel);
        if (unit == null) {
            throw new IllegalStateException("coupled channel " + channel + " is in no unit");
        }
        return unit;
    }
}

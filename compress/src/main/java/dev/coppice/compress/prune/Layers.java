package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.channel.Coupling;
import dev.coppice.compress.importance.Importance;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scores the families of a network and cuts them into units. */
final class Layers {
    private static final String EVERY_TENSOR = "every tensor keeps one";

    private final Map<Integer, Unit> unitOfGroup = new HashMap<>();
    private final List<List<Unit>> units = new ArrayList<>();

    private Layers() {}

    /** One layer a prunable family, in graph order. */
    static List<Layer> of(Network network, ChannelAnalysis analysis, Importance importance, Sizing sizing) {
        Layers layers = new Layers();
        List<ChannelFamily> families = analysis.families().stream()
                .filter(family -> family.reason().isEmpty())
                .toList();
        Map<Integer, List<Coupling>> couplings = couplings(analysis);
        List<double[]> scores = importance.scores(network, families);
        for (int f = 0; f < families.size(); f++) {
            ChannelFamily family = families.get(f);
            List<Unit> units = singles(family, scores.get(f));
            for (Coupling coupling : couplings.getOrDefault(family.groups().get(0), List.of())) {
                units = Bundling.apply(units, coupling);
            }
            layers.add(units);
        }
        analysis.holders().forEach(layers::keepBest);
        List<Layer> result = new ArrayList<>();
        for (int i = 0; i < families.size(); i++) {
            List<Unit> current = layers.units.get(i).stream()
                    .map(unit -> layers.current(unit.groups().get(0)))
                    .toList();
            result.add(sizing.layer(families.get(i), current));
        }
        return result;
    }

    /** Couplings by the first group of the family they concern. */
    private static Map<Integer, List<Coupling>> couplings(ChannelAnalysis analysis) {
        Map<Integer, Integer> firstOfFamily = new HashMap<>();
        for (ChannelFamily family : analysis.families()) {
            family.groups()
                    .forEach(group -> firstOfFamily.put(group, family.groups().get(0)));
        }
        Map<Integer, List<Coupling>> result = new HashMap<>();
        for (Coupling coupling : analysis.couplings()) {
            coupling.blocks().stream()
                    .flatMap(List::stream)
                    .findFirst()
                    .map(firstOfFamily::get)
                    .ifPresent(first -> result.computeIfAbsent(first, f -> new ArrayList<>())
                            .add(coupling));
        }
        // Most groups first: what is even in those is even in coarser ones they nest in.
        result.values()
                .forEach(list -> list.sort(
                        Comparator.comparing(coupling -> -coupling.blocks().size())));
        return result;
    }

    /** One unit a group. */
    private static List<Unit> singles(ChannelFamily family, double... scores) {
        List<Unit> singles = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            singles.add(new Unit(
                    List.of(family.groups().get(i)),
                    scores[i],
                    family.protections().get(i)));
        }
        return singles;
    }

    private void add(List<Unit> ofFamily) {
        units.add(ofFamily);
        ofFamily.forEach(unit -> unit.groups().forEach(group -> unitOfGroup.put(group, unit)));
    }

    /** The best unit that a tensor holds is never cut. */
    private void keepBest(List<Integer> holder) {
        Unit best = holder.stream()
                .map(this::current)
                .max(Comparator.comparingDouble(Unit::score))
                .orElseThrow();
        Unit kept = best.protectedBy(EVERY_TENSOR);
        kept.groups().forEach(group -> unitOfGroup.put(group, kept));
    }

    private Unit current(int group) {
        Unit unit = unitOfGroup.get(group);
        if (unit == null) {
            throw new IllegalStateException("channel group " + group + " is in no unit");
        }
        return unit;
    }
}

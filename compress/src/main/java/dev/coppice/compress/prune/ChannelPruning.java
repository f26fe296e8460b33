package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.importance.Importance;
import dev.coppice.compress.importance.ImportanceCriterion;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes the least important channels.
 *
 * <p>{@link PruningScope#LAYER}: every family of channels (layer) keeps n·(1 − ratio) of its n channel groups. {@link
 * PruningScope#GLOBAL}: all prunable groups of the network are ranked together
 * and ratio of them go, but every family keeps a tenth at least. Either way the kept number is rounded to the nearest
 * multiple of {@code round} (half goes up), is at least one multiple and never more than it was; where a grouped
 * convolution has g groups, to a multiple of g as well. Counts are of channel groups: a group may hold several channels of
 * one layer (four before a 2×2 DepthToSpace). Of every tensor the most important group stays.
 *
 * @param ratio share of the channels to remove
 * @param scope what it is a share of
 * @param importance what makes a channel group important
 * @param round kept numbers are multiples of this
 */
public record ChannelPruning(PruningRatio ratio, PruningScope scope, Importance importance, int round)
        implements CompressionPass {
    /** The name of this pass in decisions. */
    public static final String PASS = "channels";

    public ChannelPruning {
        if (round < 1) {
            throw new InvalidInputException(
                    "Channels cannot be rounded to a multiple of " + round + ". Give 1 or more, such as 8.");
        }
    }

    /** With a criterion taken as usual, see {@link Importance#of}. */
    public ChannelPruning(PruningRatio ratio, PruningScope scope, ImportanceCriterion criterion, int round) {
        this(ratio, scope, Importance.of(criterion), round);
    }

    @Override
    public CompressionPlan plan(Network network) {
        ChannelAnalysis analysis = ChannelAnalysis.of(network);
        List<Layer> layers = ratio.value() == 0 ? List.of() : Layers.of(network, analysis, importance, round);
        Set<Integer> cut = new HashSet<>();
        if (scope == PruningScope.GLOBAL) {
            cut.addAll(GlobalRanking.cut(layers, ratio));
        } else {
            layers.forEach(layer -> cut.addAll(layer.cutTo(layer.family().size() * (1 - ratio.value()))));
        }
        Map<String, Layer> byName =
                layers.stream().collect(Collectors.toMap(layer -> layer.family().name(), layer -> layer));
        List<Decision> decisions = analysis.families().stream()
                .map(family -> decision(family, cut, Optional.ofNullable(byName.get(family.name()))))
                .toList();
        List<PlanStep> steps = cut.isEmpty() ? List.of() : List.of(analysis.cut(cut));
        return new CompressionPlan(network.graph().hash(), steps, decisions);
    }

    private Decision decision(ChannelFamily family, Set<Integer> cut, Optional<Layer> layer) {
        if (family.reason().isPresent()) {
            return Decision.declined(PASS, family.name(), family.reason().get());
        }
        if (family.groups().stream().noneMatch(cut::contains)) {
            return Decision.declined(PASS, family.name(), whyNone(family, layer));
        }
        List<Integer> members = family.producers().get(0).members();
        long kept = members.stream()
                .filter(member -> !cut.contains(family.groups().get(member)))
                .count();
        return Decision.changed(
                PASS, family.name(), members.size() + " → " + kept + " channels" + together(family) + partly(family));
    }

    private String whyNone(ChannelFamily family, Optional<Layer> layer) {
        if (ratio.value() == 0) {
            return "ratio 0 keeps every channel";
        }
        String none = "loses none of its " + family.size() + " channels: ";
        String ranked = scope == PruningScope.GLOBAL
                ? "others of the network matter less"
                : "ratio " + ratio.value() + " of them rounds to none";
        return none + layer.flatMap(Layer::whyNone).orElse(ranked);
    }

    private static String together(ChannelFamily family) {
        int others = family.producers().size() - 1;
        if (others == 0) {
            return "";
        }
        String next = family.producers().get(1).node();
        return ", together with '" + next + "'" + (others > 1 ? " and " + (others - 1) + " more" : "");
    }

    private static String partly(ChannelFamily family) {
        int pinned = family.size() - family.free();
        return pinned == 0
                ? ""
                : "; " + pinned + " of its " + family.size() + " groups cannot go, the first "
                        + family.protections().stream()
                                .filter(p -> !p.isEmpty())
                                .findFirst()
                                .orElse("");
    }
}

package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningScope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Report on what a cut does to every layer.
 *
 * @param pruning the pruning that was requested
 * @param cut ids of the coupled channels that go
 * @param passedOver why a layer that could lose channels loses none; empty if the target and scope of the pruning decided
 *     it
 */
record LayerReport(ChannelPruning pruning, Set<Integer> cut, String passedOver) {
    /** The report on a cut that the pruning's target and scope decided. */
    LayerReport(ChannelPruning pruning, Set<Integer> cut) {
        this(pruning, cut, "");
    }

    /** The decision on a group. */
    Decision of(ChannelGroup group, Optional<ScoredGroup> layer) {
        if (group.reason().isPresent()) {
            return Decision.declined(
                    ChannelPruning.PASS, group.name(), group.reason().get());
        }
        if (group.channels().stream().noneMatch(cut::contains)) {
            return Decision.declined(ChannelPruning.PASS, group.name(), whyNone(group, layer));
        }
        List<Integer> members = group.producers().get(0).members();
        long kept = members.stream()
                .filter(member -> !cut.contains(group.channels().get(member)))
                .count();
        return Decision.changed(
                ChannelPruning.PASS,
                group.name(),
                members.size() + " → " + kept + " channels"
                        + layer.map(LayerReport::before).orElse("")
                        + together(group)
                        + layer.map(this::limited).orElse("") + partly(group));
    }

    private String whyNone(ChannelGroup group, Optional<ScoredGroup> layer) {
        if (layer.isEmpty()) {
            return "ratio 0 keeps every channel";
        }
        String none = "loses none of its " + group.size() + " channels" + before(layer.get()) + ": ";
        return none + layer.flatMap(ScoredGroup::whyNone).orElseGet(() -> passedOver(layer.get()));
    }

    private String passedOver(ScoredGroup layer) {
        if (!passedOver.isEmpty() && !layer.bounds().ratios().isFixed()) {
            return passedOver;
        }
        if (layer.bounds().ratios().isFixed() || pruning.scope() == PruningScope.LAYER) {
            return ratio(layer) + " of them rounds to none";
        }
        return pruning.scope() == PruningScope.GLOBAL
                ? "others of the network matter less"
                : "so little of the cost hangs on them that its share rounds to none";
    }

    /** The number of channels before earlier steps, as text. */
    private static String before(ScoredGroup layer) {
        int width = layer.bounds().width();
        return width == layer.size() ? "" : " of " + width + " in the original";
    }

    private String ratio(ScoredGroup layer) {
        if (layer.bounds().ratios().isFixed()) {
            return layer.bounds().ratios().note() + ", but that share";
        }
        return pruning.target()
                .match(ratio -> "ratio " + ratio.value(), share -> "the share that leaves so much of the cost");
    }

    /** The limit that a layer has reached, as text. */
    private String limited(ScoredGroup layer) {
        if (layer.bounds().ratios().isFixed()) {
            return ", " + layer.bounds().ratios().note();
        }
        int kept = layer.size()
                - (int) layer.group().channels().stream().filter(cut::contains).count();
        String limit = TargetReport.limit(layer, kept);
        return limit.isEmpty() ? "" : ", " + limit;
    }

    private static String together(ChannelGroup group) {
        int others = group.producers().size() - 1;
        if (others == 0) {
            return "";
        }
        String next = group.producers().get(1).node();
        return ", together with '" + next + "'" + (others > 1 ? " and " + (others - 1) + " more" : "");
    }

    private static String partly(ChannelGroup group) {
        int pinned = group.size() - group.free();
        return pinned == 0
                ? ""
                : "; " + pinned + " of its " + group.size() + " groups cannot go, the first "
                        + group.protections().stream()
                                .filter(p -> !p.isEmpty())
                                .findFirst()
                                .orElse("");
    }
}

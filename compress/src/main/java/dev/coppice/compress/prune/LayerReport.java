package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningScope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what becomes of every layer.
 *
 * @param pruning what was asked
 * @param cut the groups that go
 * @param passedOver why a layer that could lose channels loses none; empty where target and scope of the pruning decided it
 */
record LayerReport(ChannelPruning pruning, Set<Integer> cut, String passedOver) {
    /** Of a cut that the pruning's target and scope decided. */
    LayerReport(ChannelPruning pruning, Set<Integer> cut) {
        this(pruning, cut, "");
    }

    /** Layer: empty where nothing was asked. */
    Decision of(ChannelFamily family, Optional<Layer> layer) {
        if (family.reason().isPresent()) {
            return Decision.declined(
                    ChannelPruning.PASS, family.name(), family.reason().get());
        }
        if (family.groups().stream().noneMatch(cut::contains)) {
            return Decision.declined(ChannelPruning.PASS, family.name(), whyNone(family, layer));
        }
        List<Integer> members = family.producers().get(0).members();
        long kept = members.stream()
                .filter(member -> !cut.contains(family.groups().get(member)))
                .count();
        return Decision.changed(
                ChannelPruning.PASS,
                family.name(),
                members.size() + " → " + kept + " channels"
                        + layer.map(LayerReport::before).orElse("")
                        + together(family)
                        + layer.map(this::limited).orElse("") + partly(family));
    }

    private String whyNone(ChannelFamily family, Optional<Layer> layer) {
        if (layer.isEmpty()) {
            return "ratio 0 keeps every channel";
        }
        String none = "loses none of its " + family.size() + " channels" + before(layer.get()) + ": ";
        return none + layer.flatMap(Layer::whyNone).orElseGet(() -> passedOver(layer.get()));
    }

    private String passedOver(Layer layer) {
        if (!passedOver.isEmpty() && !layer.bounds().rule().isFixed()) {
            return passedOver;
        }
        if (layer.bounds().rule().isFixed() || pruning.scope() == PruningScope.LAYER) {
            return ratio(layer) + " of them rounds to none";
        }
        return pruning.scope() == PruningScope.GLOBAL
                ? "others of the network matter less"
                : "so little of the cost hangs on them that its share rounds to none";
    }

    /** How many there were before earlier steps. */
    private static String before(Layer layer) {
        int width = layer.bounds().width();
        return width == layer.size() ? "" : " of " + width + " in the original";
    }

    private String ratio(Layer layer) {
        if (layer.bounds().rule().isFixed()) {
            return layer.bounds().rule().note() + ", but that share";
        }
        return pruning.target()
                .match(ratio -> "ratio " + ratio.value(), share -> "the share that leaves so much of the cost");
    }

    /** The limit that a layer is at. */
    private String limited(Layer layer) {
        if (layer.bounds().rule().isFixed()) {
            return ", " + layer.bounds().rule().note();
        }
        int kept = layer.size()
                - (int) layer.family().groups().stream().filter(cut::contains).count();
        String limit = TargetReport.limit(layer, kept);
        return limit.isEmpty() ? "" : ", " + limit;
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

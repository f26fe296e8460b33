package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Report on whether a cut reached its target, and on what stood in the way.
 *
 * @param groups all groups of the network, including those that cannot be cut
 * @param allocation allocation of the ratio to the layers
 * @param kept number of coupled channels that each layer keeps
 */
record TargetReport(List<ChannelGroup> groups, RatioAllocation allocation, List<Integer> kept) {
    /** The decision on how near a cost came to its target; it is always made. */
    Decision of(CostShare target, double reached) {
        String figures = share(reached) + " of the original's " + target.kind().label() + " remain, "
                + share(target.kept()) + " asked for";
        if (Math.abs(reached - target.kept()) <= CostShare.TOLERANCE) {
            return Decision.changed(ChannelPruning.TARGET, ChannelPruning.TARGET, figures);
        }
        boolean atLeast = true;
        boolean atMost = true;
        for (int i = 0; i < kept.size(); i++) {
            atLeast &= kept.get(i) <= allocation.layers().get(i).least();
            atMost &= kept.get(i) >= allocation.layers().get(i).most();
        }
        String coarse = "; in steps that rounding and groups allow no nearer cut was found";
        String why = coarse;
        if (reached > target.kept() && atLeast) {
            why = "; no layer may lose more: " + limits();
        } else if (reached < target.kept() && atMost) {
            why = "; it is below before any channel is cut but those that floors and pins ask for";
        }
        return Decision.declined(ChannelPruning.TARGET, ChannelPruning.TARGET, figures + why);
    }

    /** The decision on a ratio that limits keep from being reached; empty if they do not. */
    Optional<Decision> of(PruningRatio target) {
        double total = 0;
        double asked = 0;
        double gone = 0;
        for (int i = 0; i < kept.size(); i++) {
            ScoredGroup layer = allocation.layers().get(i);
            if (!layer.bounds().ratios().isFixed()) {
                boolean together = allocation.scope() != PruningScope.LAYER;
                double lost = layer.weight() * (layer.bounds().width() - kept.get(i));
                boolean limited = together || isBeyond(target, layer.bounds().ratios());
                total += layer.width();
                gone += lost;
                asked += limited ? target.value() * layer.width() : lost;
            }
        }
        if (total == 0 || Math.abs(gone - asked) <= Math.max(layerSteps(), CostShare.TOLERANCE * total)) {
            return Optional.empty();
        }
        return Optional.of(Decision.declined(
                ChannelPruning.TARGET,
                ChannelPruning.TARGET,
                share(gone / total) + " of the channels go, " + share(target.value()) + " asked for; " + limits()));
    }

    private static boolean isBeyond(PruningRatio target, RatioBounds rule) {
        return target.value() > rule.ceiling().value()
                || target.value() < rule.floor().value();
    }

    /** The greatest effect of rounding on the sum. */
    private double layerSteps() {
        return allocation.layers().stream()
                        .mapToDouble(layer -> layer.counts().coarsest() * layer.weight())
                        .sum()
                / 2;
    }

    private String limits() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < kept.size(); i++) {
            counts.merge(limit(allocation.layers().get(i), kept.get(i)), 1, Integer::sum);
        }
        counts.merge("cannot be cut", groups.size() - kept.size(), Integer::sum);
        counts.remove("");
        return "of " + groups.size() + " layers "
                + counts.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** The limit that a layer with this many channels has reached. */
    static String limit(ScoredGroup layer, int kept) {
        RatioBounds rule = layer.bounds().ratios();
        if (rule.isFixed()) {
            return rule.isIgnored() ? "ignored" : "pinned";
        }
        if (kept <= layer.least()) {
            boolean narrowest = layer.counts().fewer(kept) >= kept;
            return narrowest && layer.bounds().least() <= kept - 1
                    ? "at the smallest width"
                    : "at the ceiling of " + rule.ceiling().value();
        }
        return kept >= layer.most() && rule.floor().value() > 0
                ? "at the floor of " + rule.floor().value()
                : "";
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

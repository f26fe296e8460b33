package dev.coppice.eval.sweep;

import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One combination of a sweep.
 *
 * @param prune how many channels go, empty for none
 * @param truncate grid to cap at or the drop that may be chosen by, empty for none
 * @param criterion name of what makes a channel important, {@code none} where none goes
 * @param seed of everything random
 */
public record SweepPoint(
        Optional<PruningTarget> prune, Optional<TruncationTarget> truncate, String criterion, long seed) {
    /** Where nothing is asked for. */
    static final String NONE = "none";

    public SweepPoint {
        criterion = prune.isEmpty() ? NONE : criterion;
    }

    /** A name that serves as a folder's: {@code prune-0.4-l1-truncate-1of2-seed-1}, {@code 1of2x1of4} where the axes differ. */
    public String name() {
        return "prune-" + pruneText() + (prune.isEmpty() ? "" : "-" + criterion) + "-truncate-"
                + truncateText().replace("/", "of") + "-seed-" + seed;
    }

    /** The ratio as text, {@code macs=0.5} for a share of the MACs, {@code none} without. */
    public String pruneText() {
        return prune.map(SweepPoint::text).orElse(NONE);
    }

    private static String text(PruningTarget target) {
        return target instanceof CostShare share
                ? share.kind().name().toLowerCase(Locale.ROOT) + "=" + share.kept()
                : String.valueOf(((PruningRatio) target).value());
    }

    /** The grid as text, {@code auto-1.0} where one is chosen by its drop, {@code none} without. */
    public String truncateText() {
        return truncate.map(String::valueOf).orElse(NONE);
    }

    /**
     * Every target with every grid, criterion and seed, in this order of their change; a combination named twice is there
     * once.
     */
    public static List<SweepPoint> product(
            List<Optional<PruningTarget>> targets,
            List<Optional<TruncationTarget>> grids,
            List<String> criteria,
            List<Long> seeds) {
        return targets.stream()
                .flatMap(target -> grids.stream()
                        .flatMap(grid -> criteria.stream().flatMap(criterion -> seeds.stream()
                                .map(seed -> new SweepPoint(target, grid, criterion, seed)))))
                .distinct()
                .toList();
    }
}

package dev.coppice.eval.sweep;

import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.models.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One combination of a sweep.
 *
 * @param prune how many channels go, empty for none
 * @param truncate where grids are lowered and how far, empty for nowhere
 * @param criterion name of what makes a channel important, {@code none} where none goes
 * @param seed of everything random
 */
public record SweepPoint(Optional<PruningTarget> prune, Optional<Truncation> truncate, String criterion, long seed) {
    /** Where nothing is asked for. */
    static final String NONE = "none";

    /**
     * A truncation of a sweep.
     *
     * @param target grid to cap at, or how it is found
     * @param regions where; several if one of them is to be chosen
     */
    public record Truncation(TruncationTarget target, List<Region> regions) {
        public Truncation {
            regions = List.copyOf(regions);
        }
    }

    public SweepPoint {
        criterion = prune.isEmpty() ? NONE : criterion;
    }

    /**
     * A name that serves as a folder's: {@code prune-0.4-l1-truncate-1of2-from-decoder-seed-1}, {@code 1of2x1of4} where the
     * axes differ; what a tensor's name has besides letters, digits, points and commas becomes {@code _}.
     */
    public String name() {
        String from = truncate.isEmpty() ? "" : "-from-" + regionText().replaceAll("[^A-Za-z0-9.,_-]", "_");
        return "prune-" + pruneText() + (prune.isEmpty() ? "" : "-" + criterion) + "-truncate-"
                + truncateText().replace("/", "of") + from + "-seed-" + seed;
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
        return truncate.map(t -> String.valueOf(t.target())).orElse(NONE);
    }

    /** The region as text, {@code decoder,all} where one of these is chosen, {@code none} where nothing is truncated. */
    public String regionText() {
        return truncate.map(t -> t.regions().stream().map(String::valueOf).collect(Collectors.joining(",")))
                .orElse(NONE);
    }

    /**
     * Every target with every truncation, criterion and seed, in this order of their change; a combination named twice is
     * there once.
     *
     * @throws InvalidInputException if two would have folders of the same name
     */
    public static List<SweepPoint> product(
            List<Optional<PruningTarget>> targets,
            List<Optional<Truncation>> truncations,
            List<String> criteria,
            List<Long> seeds) {
        List<SweepPoint> points = targets.stream()
                .flatMap(target -> truncations.stream()
                        .flatMap(truncation -> criteria.stream().flatMap(criterion -> seeds.stream()
                                .map(seed -> new SweepPoint(target, truncation, criterion, seed)))))
                .distinct()
                .toList();
        Map<String, SweepPoint> byName = new HashMap<>();
        for (SweepPoint point : points) {
            SweepPoint other = byName.putIfAbsent(point.name(), point);
            if (other != null) {
                throw new InvalidInputException("Regions '" + other.regionText() + "' and '" + point.regionText()
                        + "' would write to the same folder '" + point.name()
                        + "'. Sweep over them one after another.");
            }
        }
        return points;
    }
}

package dev.coppice.eval.sweep;

import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.train.BatchNormMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order in which points start from each other's weights. It follows from the list of points alone, so that a sweep comes to
 * the same rows in one process, in several, in shards, and after a stop.
 *
 * <p>Points that differ only in how many channels go are sorted from the mildest cut on, p₀ to pₙ₋₁. Point pᵢ starts from the
 * point whose number is i without its lowest bit set, and p₀ from the original: 4 from 0, 6 from 4, 7 from 6. That is the
 * nearest milder one of those that are done if the range is halved again and again. A point has at most log₂ n others before it,
 * where a chain from neighbour to neighbour would have n, none of them beside another.
 */
final class WarmStarts {
    private WarmStarts() {}

    /**
     * The same points, each with the point that it starts from. Points without a cut of channels, and those that learn their
     * grid, start from the original.
     *
     * @throws InvalidInputException if a planner meets the budget of a point
     */
    static List<SweepPoint> of(List<SweepPoint> points) {
        Map<List<Object>, List<SweepPoint>> alike = new LinkedHashMap<>();
        for (SweepPoint point : points) {
            if (point.planned().isPresent()) {
                throw new InvalidInputException("Point '" + point.name()
                        + "' has a budget that a planner meets, and its layers may be wider than those of a milder one. Start from"
                        + " weights of other points where shares of channels are cut.");
            }
            if (isWarm(point)) {
                alike.computeIfAbsent(kind(point), k -> new ArrayList<>()).add(point);
            }
        }
        Map<SweepPoint, SweepPoint> warm = new LinkedHashMap<>();
        alike.values().forEach(group -> warm.putAll(started(group)));
        return points.stream().map(point -> warm.getOrDefault(point, point)).toList();
    }

    private static boolean isWarm(SweepPoint point) {
        return point.prune().isPresent()
                && point.truncate().filter(t -> t.target().isLearned()).isEmpty();
    }

    private static List<Object> kind(SweepPoint point) {
        Object currency = target(point).match(ratio -> "ratio", share -> share.kind());
        return List.of(currency, point.truncate(), point.criterion(), point.recipe(), point.seed());
    }

    private static PruningTarget target(SweepPoint point) {
        return point.prune().orElseThrow();
    }

    private static double severity(SweepPoint point) {
        return target(point).match(ratio -> ratio.value(), share -> -share.kept());
    }

    private static Map<SweepPoint, SweepPoint> started(List<SweepPoint> group) {
        List<SweepPoint> mildest = group.stream()
                .sorted(Comparator.comparingDouble(WarmStarts::severity))
                .toList();
        List<SweepPoint> done = new ArrayList<>();
        Map<SweepPoint, SweepPoint> warm = new LinkedHashMap<>();
        for (int i = 0; i < mildest.size(); i++) {
            SweepPoint cold = mildest.get(i);
            SweepPoint point = i == 0 ? cold : cold.startingFrom(done.get(i & (i - 1)));
            done.add(point);
            warm.put(cold, point);
        }
        return warm;
    }

    /**
     * Checks that points can start from what others write.
     *
     * @throws InvalidInputException if they cannot
     */
    static void check(CompressionRequest base, List<SweepPoint> points) {
        boolean warm = points.stream().anyMatch(point -> point.start().isPresent());
        if (warm && base.form().halves()) {
            throw new InvalidInputException(
                    "Points are to start from each other's weights, which models in half precision"
                            + " do not hold. Write them in full precision, or start each point from the original.");
        }
        Optional<BatchNormMode> other = TrainingRecipe.all(base, points).stream()
                .map(request -> request.retraining().optimization().batchNorm())
                .filter(mode -> mode != BatchNormMode.BATCH)
                .findFirst();
        if (warm && other.isPresent()) {
            throw new InvalidInputException("Points are to start from each other's weights, and training with batch"
                    + " normalisation " + other.get()
                    + " changes the nodes that hold them. Train with statistics of the batch, or start each point from the"
                    + " original.");
        }
    }

    /** The first of the points that a point goes back to. */
    static SweepPoint first(SweepPoint point) {
        return point.start().map(WarmStarts::first).orElse(point);
    }
}

package dev.coppice.eval.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The front of a sweep along one cost. Table, pages, pictures and files all ask here.
 *
 * @param cost what the points are compared by, besides their accuracy
 * @param rows all points of the sweep, those that failed too
 */
public record SweepFront(FrontCost cost, List<SweepRow> rows) {
    public SweepFront {
        rows = List.copyOf(rows);
    }

    /** The front by the cost that decides. */
    public static SweepFront of(List<SweepRow> rows) {
        return new SweepFront(FrontCost.deciding(rows), rows);
    }

    /** The front that decides, if any point is on it, and behind it every other of several known points. */
    static List<SweepFront> all(List<SweepRow> rows) {
        List<SweepFront> fronts = new ArrayList<>(List.of(of(rows)));
        for (FrontCost cost : FrontCost.values()) {
            SweepFront other = new SweepFront(cost, rows);
            if (cost != fronts.get(0).cost() && other.known().size() > 1) {
                fronts.add(other);
            }
        }
        fronts.removeIf(front -> front.points().isEmpty());
        return fronts;
    }

    /** The points that no other beats in both cost and accuracy, cheapest first. */
    public List<SweepRow> points() {
        return ParetoFront.of(rows, cost::of, row -> row.figure("mIoU"));
    }

    /** The point behind which more cost gains little. */
    public Optional<SweepRow> knee() {
        return FrontKnee.of(points(), cost::of, row -> row.figure("mIoU"));
    }

    /** The points whose cost and accuracy are known. */
    List<SweepRow> known() {
        return rows.stream()
                .filter(row -> row.isDone() && !Double.isNaN(cost.of(row)))
                .toList();
    }

    /** The original's cost; the first point that knows it says it. NaN if none does. */
    double original() {
        return known().stream()
                .mapToDouble(cost::ofOriginal)
                .filter(Double::isFinite)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The unit that suits the costs of all. */
    double unit() {
        return cost.unit(known().stream()
                .flatMapToDouble(row -> DoubleStream.of(cost.of(row), cost.ofOriginal(row)))
                .filter(Double::isFinite)
                .max()
                .orElse(1));
    }

    /** The points that differ in their seed alone. */
    public List<SeedSpread> spreads() {
        return SeedSpread.of(rows, cost);
    }
}

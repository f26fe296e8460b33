package dev.coppice.eval.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The points that no other point beats in both respects: lower cost and higher gain (Pareto, <i>Cours d'économie
 * politique</i>, 1896).
 */
public final class ParetoFront {
    private ParetoFront() {}

    /**
     * The points on the front, cheapest first. A point is on it if no other is as good in both respects and better in one.
     * Of equal points the first stays. A point whose cost or gain is NaN is never on the front.
     */
    public static <T> List<T> of(List<T> points, ToDoubleFunction<T> cost, ToDoubleFunction<T> gain) {
        List<T> byCost = points.stream()
                .filter(p -> !Double.isNaN(cost.applyAsDouble(p)) && !Double.isNaN(gain.applyAsDouble(p)))
                .sorted(Comparator.comparingDouble(cost)
                        .thenComparing(Comparator.comparingDouble(gain).reversed()))
                .toList();
        List<T> front = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (T point : byCost) {
            if (gain.applyAsDouble(point) > best) {
                best = gain.applyAsDouble(point);
                front.add(point);
            }
        }
        return front;
    }
}

package dev.coppice.eval.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The point of a front behind which more cost gains little: the one farthest from the straight line between the front's ends, each
 * axis scaled to the front's extent (Satopää et al., "Finding a Kneedle in a haystack", 2011).
 */
final class FrontKnee {
    private static final int FEWEST = 3;

    private FrontKnee() {}

    /**
     * The knee of a front; empty if the front has fewer than three points, or none is above the line.
     *
     * @param front the points on it, cheapest first
     */
    static <T> Optional<T> of(List<T> front, ToDoubleFunction<T> cost, ToDoubleFunction<T> gain) {
        if (front.size() < FEWEST) {
            return Optional.empty();
        }
        T cheapest = front.get(0);
        T dearest = front.get(front.size() - 1);
        double left = cost.applyAsDouble(cheapest);
        double width = cost.applyAsDouble(dearest) - left;
        double bottom = gain.applyAsDouble(cheapest);
        double height = gain.applyAsDouble(dearest) - bottom;
        T knee = cheapest;
        double farthest = 0;
        for (T point : front) {
            // the distance from the line is this over the square root of two
            double above = (gain.applyAsDouble(point) - bottom) / height - (cost.applyAsDouble(point) - left) / width;
            if (above > farthest) {
                farthest = above;
                knee = point;
            }
        }
        return farthest > 0 ? Optional.of(knee) : Optional.empty();
    }
}

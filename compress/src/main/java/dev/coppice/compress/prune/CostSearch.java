package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Iteration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Search for the number of coupled channels that each layer keeps so that the cost comes near a goal. First it bisects
 * the ratio that the scope shares out. Where many layers change at one ratio, it changes them singly, the least important
 * first. Where one layer's step is too coarse, it moves others to compensate. Used once.
 *
 * <p>Costs are exact. They are those of the rewritten network, and the rewrites take the time: some 15 to 25, more only
 * where single steps matter (small networks, coarse rounding).
 */
final class CostSearch {
    /** Halvings of the ratio; finer than one channel of any layer. */
    private static final int HALVINGS = 14;

    /** Share of the tolerance within which the search stops. */
    private static final double AIM = 0.1;

    private static final int ROUNDS = 6;
    private static final int PAIRS = 16;

    /** Greatest number of steps that a single layer is moved; several layers share it. */
    private static final int FURTHEST = 32;

    private final RatioAllocation allocation;
    private final Iteration iteration;
    private final ToLongFunction<int[]> cost;
    private final long goal;
    private final double tolerance;
    private final Map<List<Integer>, Long> known = new HashMap<>();
    private int[] best = {};
    private long bestGap = Long.MAX_VALUE;

    /** A move of one layer, and its factor on the cost. */
    private record Move(int layer, int kept, double factor) {}

    /**
     * Prepares a search.
     *
     * @param cost cost of the network for these numbers of kept channels, one for each layer
     * @param tolerance greatest acceptable distance from the goal
     */
    CostSearch(
            RatioAllocation allocation, Iteration iteration, ToLongFunction<int[]> cost, long goal, double tolerance) {
        this.allocation = allocation;
        this.iteration = new Iteration(iteration.original(), 1);
        this.cost = cost;
        this.goal = goal;
        this.tolerance = tolerance;
    }

    /** The kept numbers whose cost is nearest to the goal. */
    int[] run() {
        int[] above = allocation.at(0, iteration);
        int[] below = allocation.layers().stream().mapToInt(ScoredGroup::least).toArray();
        if (tried(above) <= goal || tried(below) >= goal) {
            return best;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS && !isNear(AIM); i++) {
            double middle = (low + high) / 2;
            int[] kept = allocation.at(middle, iteration);
            if (tried(kept) > goal) {
                low = middle;
                above = kept;
            } else {
                high = middle;
                below = kept;
            }
        }
        goThrough(above, below);
        boolean moved = true;
        for (int i = 0; moved && i < ROUNDS && !isNear(1); i++) {
            moved = makeUp();
        }
        return best;
    }

    private boolean isNear(double share) {
        return bestGap <= tolerance * share;
    }

    private long tried(int... kept) {
        long found = known.computeIfAbsent(Arrays.stream(kept).boxed().toList(), key -> cost.applyAsLong(kept));
        if (Math.abs(found - goal) < bestGap) {
            bestGap = Math.abs(found - goal);
            best = kept.clone();
        }
        return found;
    }

    /** Searches between two neighbouring ratios, changing one layer after the other. */
    private void goThrough(int[] above, int... below) {
        List<ScoredGroup> layers = allocation.layers();
        List<Integer> changing = IntStream.range(0, above.length)
                .filter(i -> above[i] != below[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> layers.get(i).price(above[i], below[i])))
                .toList();
        int low = 0;
        int high = changing.size();
        while (high - low > 1 && !isNear(AIM)) {
            int middle = (low + high) / 2;
            int[] kept = above.clone();
            changing.subList(0, middle).forEach(i -> kept[i] = below[i]);
            if (tried(kept) > goal) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** Moves one or two layers by some steps; returns whether the cost came nearer. */
    private boolean makeUp() {
        int[] from = best;
        long before = bestGap;
        double here = tried(from);
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            for (int kept : nearby(allocation.layers().get(i), from[i])) {
                moves.add(new Move(i, kept, tried(moved(from, i, kept)) / here));
            }
        }
        pairs(moves, goal / here)
                .forEach(pair -> tried(moved(
                        moved(from, pair.get(0).layer(), pair.get(0).kept()),
                        pair.get(1).layer(),
                        pair.get(1).kept())));
        return bestGap < before;
    }

    /** The other numbers that a layer may keep: the next ones, and further ones if there are few layers. */
    private Set<Integer> nearby(ScoredGroup layer, int kept) {
        Set<Integer> numbers = new LinkedHashSet<>();
        int fewer = kept;
        int more = kept;
        for (int step = 0; step < Math.max(1, FURTHEST / allocation.layers().size()); step++) {
            fewer = layer.fewer(fewer);
            more = layer.more(more);
            numbers.add(fewer);
            numbers.add(more);
        }
        numbers.remove(kept);
        return numbers;
    }

    /** The pairs of moves whose product of factors is nearest to the wanted one; costs are mostly products of widths. */
    private static List<List<Move>> pairs(List<Move> moves, double wanted) {
        List<List<Move>> pairs = new ArrayList<>();
        for (Move a : moves) {
            for (Move b : moves) {
                if (a.layer() < b.layer()) {
                    pairs.add(List.of(a, b));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(
                pair -> Math.abs(wanted - pair.get(0).factor() * pair.get(1).factor())));
        return pairs.subList(0, Math.min(PAIRS, pairs.size()));
    }

    private static int[] moved(int[] kept, int layer, int to) {
        int[] moved = kept.clone();
        moved[layer] = to;
        return moved;
    }
}

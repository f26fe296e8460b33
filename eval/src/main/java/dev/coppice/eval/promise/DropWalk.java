package dev.coppice.eval.promise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A walk along a frontier that looks for the fastest point that keeps a promise. It goes on while the promise holds and back
 * when it breaks; with one point of each kind known it goes between them. Measured drops correct the expected ones. Drops
 * are shares of 1 here.
 *
 * @param allowed the largest drop that keeps the promise
 * @param original price of the uncut network
 * @param candidates points in falling order of price. Their expected drops are made to rise: if a dearer point is expected
 *     to lose more, the cheaper one's figure is luck
 */
record DropWalk(double allowed, double original, List<Candidate> candidates) {
    /** The largest number of points that are trained. */
    static final int ROUNDS = 3;

    /** The smallest saving, as a share of the time, that is worth a training. */
    private static final double WORTH = 0.1;

    /** The largest factor that one step may raise the expected drop by. Predictions are rough. */
    private static final double LEAP = 4;

    /** The largest factor of speed that one step may go beyond what held. Training may win back more than was lost, at first. */
    private static final double FASTER = 2;

    /** The smallest drop that steps count with, where less is expected or allowed. */
    private static final double LEAST = 0.005;

    /**
     * The share of the way to the expected breaking point that a step takes. A point right there would keep the promise with
     * even odds.
     */
    private static final double CAUTION = 0.9;

    /**
     * A point that could be trained.
     *
     * @param price predicted price
     * @param expected expected drop after training
     */
    record Candidate(double price, double expected) {}

    /**
     * A point that was trained.
     *
     * @param candidate index of the candidate
     * @param drop measured drop
     */
    record Tried(int candidate, double drop) {}

    DropWalk {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a walk needs at least one candidate");
        }
        List<Candidate> rising = new ArrayList<>();
        double most = Double.NEGATIVE_INFINITY;
        for (Candidate candidate : candidates) {
            most = Math.max(most, candidate.expected());
            rising.add(new Candidate(candidate.price(), most));
        }
        candidates = List.copyOf(rising);
    }

    /** Whether a trained point keeps the promise. */
    boolean holds(Tried tried) {
        return tried.drop() <= allowed;
    }

    /**
     * The index of the point to train next; empty at the end of the walk.
     *
     * @param tried trained points in the order of training
     */
    OptionalInt next(List<Tried> tried) {
        if (tried.size() >= ROUNDS) {
            return OptionalInt.empty();
        }
        if (tried.isEmpty()) {
            return OptionalInt.of(first());
        }
        int held = tried.stream()
                .filter(this::holds)
                .mapToInt(Tried::candidate)
                .max()
                .orElse(-1);
        int broken = tried.stream()
                .filter(t -> !holds(t))
                .mapToInt(Tried::candidate)
                .min()
                .orElse(candidates.size());
        OptionalInt aim = deepest(held + 1, reach(held, broken), aim(tried, held, broken));
        if (held < 0) {
            return aim.isEmpty() && broken > 0 ? OptionalInt.of(0) : aim;
        }
        if (aim.isPresent() && isWorth(aim.getAsInt(), held)) {
            return aim;
        }
        // a straight line between the two expects too much: drops rise slowly at first
        return broken == candidates.size()
                ? OptionalInt.empty()
                : IntStream.range(held + 1, broken)
                        .filter(i -> isWorth(i, held))
                        .findFirst();
    }

    /** The candidate before which a step ends. */
    private int reach(int held, int broken) {
        if (held < 0 || broken < candidates.size()) {
            return broken;
        }
        double fastest = candidates.get(held).price() / FASTER;
        return IntStream.range(held + 2, candidates.size())
                .filter(i -> candidates.get(i).price() < fastest)
                .findFirst()
                .orElse(candidates.size());
    }

    private boolean isWorth(int candidate, int held) {
        return candidates.get(candidate).price()
                <= (1 - WORTH) * candidates.get(held).price();
    }

    /** The fastest point that keeps the promise. If none does, the point that lost least. */
    Tried best(List<Tried> tried, ToDoubleFunction<Tried> time) {
        return tried.stream()
                .filter(this::holds)
                .min(Comparator.comparingDouble(time))
                .orElseGet(() -> tried.stream()
                        .min(Comparator.comparingDouble(Tried::drop))
                        .orElseThrow());
    }

    /** The deepest cut that is expected to hold. If that saves too little, the first point that saves enough. */
    private int first() {
        double worth = (1 - WORTH) * original;
        OptionalInt expected = deepest(0, candidates.size(), allowed);
        return expected.isPresent() && candidates.get(expected.getAsInt()).price() <= worth
                ? expected.getAsInt()
                : IntStream.range(0, candidates.size())
                        .filter(i -> candidates.get(i).price() <= worth)
                        .findFirst()
                        .orElse(candidates.size() - 1);
    }

    private OptionalInt deepest(int from, int to, double expected) {
        return IntStream.range(from, to)
                .filter(i -> candidates.get(i).expected() <= expected)
                .max();
    }

    /** The expected drop at which the promise would just hold, judged by the measured drops. */
    private double aim(List<Tried> tried, int held, int broken) {
        if (held < 0) {
            // one line from the original, which loses nothing
            return CAUTION * expected(broken) * allowed / drop(tried, broken);
        }
        double at = expected(held);
        double left = allowed - drop(tried, held);
        if (broken < candidates.size()) {
            double slope = (drop(tried, broken) - drop(tried, held)) / Math.max(LEAST, expected(broken) - at);
            return at + CAUTION * left / slope;
        }
        double furthest = LEAP * Math.max(LEAST, Math.max(at, allowed));
        double slope = slope(tried, held);
        return slope > 0 ? Math.min(furthest, at + CAUTION * left / slope) : furthest;
    }

    /** How much the measured drop rises with the expected one, from the previous point that held or from the original. */
    private double slope(List<Tried> tried, int held) {
        OptionalInt before = tried.stream()
                .mapToInt(Tried::candidate)
                .filter(candidate -> candidate < held)
                .max();
        double expected = before.isPresent() ? expected(before.getAsInt()) : 0;
        double drop = before.isPresent() ? drop(tried, before.getAsInt()) : 0;
        return (drop(tried, held) - drop) / Math.max(LEAST, expected(held) - expected);
    }

    private double expected(int candidate) {
        return candidates.get(candidate).expected();
    }

    private static double drop(List<Tried> tried, int candidate) {
        return tried.stream()
                .filter(t -> t.candidate() == candidate)
                .findFirst()
                .orElseThrow()
                .drop();
    }
}

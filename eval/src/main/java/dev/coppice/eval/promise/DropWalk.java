package dev.coppice.eval.promise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The walk along a frontier to the fastest point that keeps a promise: on while it holds, back where it does not, between where both are
 * known. What a point is expected to lose is scaled by what was measured. Drops are shares of 1 here.
 *
 * @param allowed the most that may be lost
 * @param original price of the network as it is
 * @param candidates in falling order of price; what they are expected to lose is made to rise, as a dearer point that is expected
 *     to lose more says that the cheaper one's figure is luck
 */
record DropWalk(double allowed, double original, List<Candidate> candidates) {
    /** Points that are trained at most. */
    static final int ROUNDS = 3;

    /** A step that saves less of the time is not worth a training. */
    private static final double WORTH = 0.1;

    /** How far one step may go beyond what is known, as a factor of the expected drop: predictions are rough. */
    private static final double LEAP = 4;

    /** Where next to nothing is expected or allowed, steps are as if it were this much. */
    private static final double LEAST = 0.005;

    /** The share of the way to where the promise is expected to break that is gone: to measure there would be even odds. */
    private static final double CAUTION = 0.9;

    /**
     * A point that could be trained.
     *
     * @param price predicted
     * @param expected drop after training
     */
    record Candidate(double price, double expected) {}

    /**
     * A point that was trained.
     *
     * @param candidate its index
     * @param drop as measured
     */
    record Tried(int candidate, double drop) {}

    DropWalk {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a walk needs a candidate at least");
        }
        List<Candidate> rising = new ArrayList<>();
        double most = Double.NEGATIVE_INFINITY;
        for (Candidate candidate : candidates) {
            most = Math.max(most, candidate.expected());
            rising.add(new Candidate(candidate.price(), most));
        }
        candidates = List.copyOf(rising);
    }

    /** Whether the promise holds. */
    boolean holds(Tried tried) {
        return tried.drop() <= allowed;
    }

    /**
     * The index of the point to train next; empty where the walk ends.
     *
     * @param tried in the order of training
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
        OptionalInt aim = deepest(held + 1, broken, aim(tried, held, broken));
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

    private boolean isWorth(int candidate, int held) {
        return candidates.get(candidate).price()
                <= (1 - WORTH) * candidates.get(held).price();
    }

    /** The fastest that holds; where none does the one that lost least. */
    Tried best(List<Tried> tried, ToDoubleFunction<Tried> time) {
        return tried.stream()
                .filter(this::holds)
                .min(Comparator.comparingDouble(time))
                .orElseGet(() -> tried.stream()
                        .min(Comparator.comparingDouble(Tried::drop))
                        .orElseThrow());
    }

    /** The deepest that is expected to hold; where that saves too little to be worth it, the first that does. */
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

    /** The expected drop at which the promise would just hold, going by what was measured. */
    private double aim(List<Tried> tried, int held, int broken) {
        if (held < 0) {
            // one line through nothing lost at the original
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

    /** How much the measured drop rises with the expected one: from the point that held before, or from the original. */
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

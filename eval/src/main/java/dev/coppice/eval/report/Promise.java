package dev.coppice.eval.report;

import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A promised largest drop, and the networks trained to keep it. Drops are shares of 1.
 *
 * @param allowed the largest drop of the accuracy that keeps the promise
 * @param machine the machine whose milliseconds were planned
 * @param rounds the rounds in the order of training
 * @param chosen index of the round whose network was written
 */
public record Promise(double allowed, String machine, List<Round> rounds, int chosen) {
    public Promise {
        rounds = List.copyOf(rounds);
    }

    /**
     * A point of the frontier that was trained.
     *
     * @param what what is cut, in words
     * @param weights the weights that training began with, in words
     * @param predicted predicted milliseconds
     * @param measured measured milliseconds; empty if another machine was planned for
     * @param drop its drops before and after training
     */
    public record Round(String what, String weights, double predicted, Optional<Double> measured, Drops drop) {}

    /**
     * The drops of one network.
     *
     * @param predicted drop before training, as predicted
     * @param expected drop after training, as expected
     * @param measured drop after training, measured on the written file
     */
    public record Drops(double predicted, double expected, double measured) {}

    /** The round whose network was written. */
    public Round best() {
        return rounds.get(chosen);
    }

    /** Whether the written network keeps the promise. */
    public boolean isKept() {
        return best().drop().measured() <= allowed;
    }

    /** What was promised and what came of it. If the promise is missed, by how much and what to do. */
    public String sentence() {
        String lost = points(best().drop().measured());
        if (isKept()) {
            return "The promise of a drop of at most " + points(allowed) + " points is kept: the written file lost "
                    + lost + ". It is the fastest of " + tried() + " that keeps the promise.";
        }
        return "The promise of a drop of at most " + points(allowed) + " points is missed by "
                + points(best().drop().measured() - allowed) + ": the best of " + tried() + " lost " + lost
                + " and is written. Train for longer, allow a larger drop, or ask for a budget that cuts less.";
    }

    private String tried() {
        return rounds.size() == 1 ? "1 trained network" : rounds.size() + " trained networks";
    }

    /** Rows for a table; the first holds the headings. */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "round",
                "predicted",
                "measured",
                "drop before training",
                "expected after",
                "measured after",
                "cut",
                "begins with"));
        for (int i = 0; i < rounds.size(); i++) {
            Round round = rounds.get(i);
            rows.add(List.of(
                    i + 1 + (i == chosen ? ", written" : ""),
                    milliseconds(round.predicted()),
                    round.measured().map(Promise::milliseconds).orElse("–"),
                    points(round.drop().predicted()),
                    points(round.drop().expected()),
                    points(round.drop().measured()),
                    round.what(),
                    round.weights()));
        }
        return rows;
    }

    private static String milliseconds(double time) {
        return String.format(Locale.ROOT, "%.2f ms", time);
    }

    private static String points(double drop) {
        return Drop.text(drop, "–");
    }
}

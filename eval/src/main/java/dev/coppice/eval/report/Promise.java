package dev.coppice.eval.report;

import dev.coppice.models.measure.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was promised of the written file, and what was trained to keep it. Drops are shares of 1.
 *
 * @param allowed the most that may be lost of the mIoU
 * @param machine whose milliseconds were planned
 * @param rounds in the order of training
 * @param chosen index of the round whose network was written
 */
public record Promise(double allowed, String machine, List<Round> rounds, int chosen) {
    public Promise {
        rounds = List.copyOf(rounds);
    }

    /**
     * A point of the frontier that was trained.
     *
     * @param what is cut
     * @param weights what training began with
     * @param predicted milliseconds
     * @param measured milliseconds; empty where the machine is another
     * @param drop as predicted before training, as expected after it and as measured after it
     */
    public record Round(String what, String weights, double predicted, Optional<Double> measured, Drops drop) {}

    /**
     * Drops of one network.
     *
     * @param predicted before training
     * @param expected after training
     * @param measured after training, on the written file
     */
    public record Drops(double predicted, double expected, double measured) {}

    /** The round whose network was written. */
    public Round best() {
        return rounds.get(chosen);
    }

    /** Whether the written network keeps it. */
    public boolean isKept() {
        return best().drop().measured() <= allowed;
    }

    /** What was promised and what came of it; where it is missed by how much, and what to do. */
    public String sentence() {
        String lost = points(best().drop().measured());
        if (isKept()) {
            return "The promise of at most " + points(allowed) + " points lost is kept: the written file lost " + lost
                    + ", the fastest of " + tried() + " that keeps it.";
        }
        return "The promise of at most " + points(allowed) + " points lost is missed by "
                + points(best().drop().measured() - allowed) + ": the best of " + tried() + " lost " + lost
                + " and is written. Train for longer, allow a larger drop, or ask for a budget that cuts less.";
    }

    private String tried() {
        return rounds.size() == 1 ? "1 network" : rounds.size() + " networks";
    }

    /** Rows for a table, their heads first. */
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

package dev.coppice.eval.card;

import dev.coppice.models.measure.Evaluation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a network makes of pictures under each convention.
 *
 * @param rows the conventions, the best first; those under which the network fails come last
 * @param chance accuracy of the best answer that looks at no picture: one class everywhere
 */
public record CardGuess(List<Row> rows, double chance) {
    /** An accuracy this much above the next one, in shares of 1, is no accident. */
    private static final double CLEAR = 0.03;

    /** What is right by accident stays below this many times {@link #chance}. */
    private static final double ABOVE_CHANCE = 1.5;

    public CardGuess {
        rows = rows.stream().sorted(Row.BEST_FIRST).toList();
    }

    /**
     * A convention and what came of it.
     *
     * @param convention the convention
     * @param evaluation accuracy and loss; empty if the network fails
     * @param failure why it fails; empty if it does not
     */
    public record Row(InputConvention convention, Optional<Evaluation> evaluation, String failure) {
        private static final Comparator<Row> BEST_FIRST =
                Comparator.comparingDouble(Row::accuracy).reversed().thenComparingDouble(Row::loss);

        /** mIoU or top-1; −1 if it fails, or nothing is labelled. */
        double accuracy() {
            return evaluation.map(Evaluation::accuracy).filter(Double::isFinite).orElse(-1.0);
        }

        /** Mean cross-entropy; infinite if it fails. */
        double loss() {
            return evaluation
                    .map(Evaluation::crossEntropy)
                    .filter(Double::isFinite)
                    .orElse(Double.POSITIVE_INFINITY);
        }
    }

    /** How sure the guess is. */
    public enum Confidence {
        SURE,
        LIKELY,
        UNSURE
    }

    /** The convention that makes the network right most. */
    public Row best() {
        return rows.get(0);
    }

    /** How sure that is. */
    public Confidence confidence() {
        if (!(best().accuracy() >= ABOVE_CHANCE * chance)) {
            return Confidence.UNSURE;
        }
        boolean least = rows.stream().allMatch(row -> best().loss() <= row.loss());
        return least && ahead() >= CLEAR ? Confidence.SURE : Confidence.LIKELY;
    }

    private double ahead() {
        return best().accuracy() - rows.get(1).accuracy();
    }

    /** Why it is as sure as it is, in a sentence. */
    public String reason() {
        String found = String.format(
                Locale.ROOT,
                "%.1f %% under '%s'",
                100 * best().accuracy(),
                best().convention().id());
        return switch (confidence()) {
            case SURE ->
                String.format(
                        Locale.ROOT, "Sure, among these: %s, %.1f points ahead of the next.", found, 100 * ahead());
            case LIKELY ->
                String.format(
                        Locale.ROOT,
                        "Likely, not certain: %s, %.1f points ahead of '%s'. More pictures may tell.",
                        found,
                        100 * ahead(),
                        rows.get(1).convention().id());
            case UNSURE ->
                String.format(
                        Locale.ROOT,
                        "Not sure: %s, and one class everywhere gives %.1f %%. The network is not trained for these"
                                + " data, its classes are in another order, or its convention is none of these.",
                        found,
                        100 * chance);
        };
    }
}

package dev.coppice.eval.report;

import dev.coppice.models.measure.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A check for classes that a compressed network no longer sees. A mean over classes hides them. */
public final class LostClasses {
    /** A class is lost if its IoU falls below this share of its former IoU. */
    private static final double LOST = 0.1;

    /** Only a class of at least this IoU can be lost. */
    private static final double SEEN = 0.01;

    private LostClasses() {}

    /** One sentence that names the lost classes with their figures before and after; empty if none is lost. */
    public static Optional<String> sentence(Evaluation before, Evaluation after) {
        List<String> lost = before.perClass().entrySet().stream()
                .filter(e -> e.getValue() >= SEEN)
                .filter(e -> figure(after, e.getKey()) < LOST * e.getValue())
                .map(e -> String.format(
                        Locale.ROOT,
                        "%s (%s %.1f to %.1f %%)",
                        e.getKey(),
                        before.metric().perClassWords(),
                        100 * e.getValue(),
                        100 * figure(after, e.getKey())))
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of((lost.size() == 1 ? "A class is lost: " : lost.size() + " classes are lost: ")
                        + String.join(", ", lost) + ".");
    }

    private static double figure(Evaluation evaluation, String name) {
        return evaluation.perClass().getOrDefault(name, 0.0);
    }
}

package dev.coppice.eval.report;

import dev.coppice.models.measure.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Classes that a compressed network no longer sees, which a mean over classes hides. */
public final class LostClasses {
    /** A class is lost where its IoU is below this share of what it was. */
    private static final double LOST = 0.1;

    /** A class that was hardly seen before has nothing to lose. */
    private static final double SEEN = 0.01;

    private LostClasses() {}

    /** One sentence that names them with their IoU before and after, empty where none is lost. */
    public static Optional<String> sentence(Evaluation before, Evaluation after) {
        List<String> lost = before.perClassIoU().entrySet().stream()
                .filter(e -> e.getValue() >= SEEN)
                .filter(e -> iou(after, e.getKey()) < LOST * e.getValue())
                .map(e -> String.format(
                        Locale.ROOT,
                        "%s (IoU %.1f to %.1f %%)",
                        e.getKey(),
                        100 * e.getValue(),
                        100 * iou(after, e.getKey())))
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of((lost.size() == 1 ? "A class is lost: " : lost.size() + " classes are lost: ")
                        + String.join(", ", lost) + ".");
    }

    private static double iou(Evaluation evaluation, String name) {
        return evaluation.perClassIoU().getOrDefault(name, 0.0);
    }
}

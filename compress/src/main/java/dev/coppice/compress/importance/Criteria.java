package dev.coppice.compress.importance;

import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.Locale;

/** Every criterion by name. A new one is one file and one entry here. */
public final class Criteria {
    private static final List<ImportanceCriterion> ALL = List.of(
            new L1Norm(), new L2Norm(), new BatchNormScale(), new GeometricMedian(), new Lamp(), new RandomScore(1));

    private Criteria() {}

    /**
     * The criterion of this name, in any case.
     *
     * @throws InvalidInputException if there is none
     */
    public static ImportanceCriterion named(String name) {
        return ALL.stream()
                .filter(c -> c.id().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "Criterion '" + name + "' is unknown. Give one of " + String.join(", ", names()) + "."));
    }

    /** All names, in the order to list them. */
    public static List<String> names() {
        return ALL.stream().map(ImportanceCriterion::id).toList();
    }
}

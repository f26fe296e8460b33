package dev.coppice.cli;

import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at all options before any work and then refuses all that are wrong at once. */
final class OptionCheck {
    private final List<String> problems = new ArrayList<>();

    /** Notes the problem unless the condition holds. */
    void require(boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    /** A value that its type accepts; if it does not, its complaint is noted and another value stands in. */
    <T> T accepted(Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (InvalidInputException e) {
            problems.add(String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /**
     * Ends the check.
     *
     * @throws InvalidInputException with everything that was noted
     */
    void done() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException("Wrong options:", problems);
        }
    }
}

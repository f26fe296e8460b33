package dev.coppice.cli.recipe;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.SettingText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at all options before any work and then refuses all that are wrong at once. */
public final class OptionCheck {
    private final Recipe recipe;
    private final List<SettingText> problems;

    /** Of options that all stand on the command line. */
    public OptionCheck() {
        this(Recipe.NONE);
    }

    /** Of options some of which stand in a recipe; begins with what is wrong with that. */
    OptionCheck(Recipe recipe) {
        this.recipe = recipe;
        this.problems = new ArrayList<>();
        recipe.problems().forEach(problem -> problems.add(names -> problem));
    }

    /** Notes the problem, which names the options it is about, unless the condition holds. */
    public void require(boolean condition, String problem) {
        if (!condition) {
            String located = recipe.located(problem);
            problems.add(names -> located);
        }
    }

    /** An option's value that its type accepts; if it does not, its complaint is noted and another value stands in. */
    public <T> T accepted(String option, Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (InvalidInputException e) {
            problems.add(names -> recipe.located(option, e.told(names)));
            return otherwise;
        }
    }

    /**
     * Ends the check.
     *
     * @throws InvalidInputException with everything that was noted
     */
    public void done() {
        if (!problems.isEmpty()) {
            throw InvalidInputException.of("Wrong options:", problems);
        }
    }
}

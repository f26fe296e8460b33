package dev.coppice.cli.recipe;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.SettingText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A check of all options before any work. It refuses all wrong options in one message. */
public final class OptionCheck {
    private final Recipe recipe;
    private final List<SettingText> problems;

    /** Creates a check for options on the command line. */
    public OptionCheck() {
        this(Recipe.NONE);
    }

    /** Creates a check for options that may come from a recipe. It begins with the problems of the recipe. */
    OptionCheck(Recipe recipe) {
        this(recipe, new ArrayList<>());
    }

    private OptionCheck(Recipe recipe, List<SettingText> problems) {
        this.recipe = recipe;
        this.problems = problems;
        recipe.problems().forEach(problem -> problems.add(names -> problem));
    }

    /** A check of options of another recipe, whose problems are this check's too. */
    OptionCheck within(Recipe other) {
        return new OptionCheck(other, problems);
    }

    /** Notes the problem unless the condition holds. The problem names its options. */
    public void require(boolean condition, String problem) {
        if (!condition) {
            String located = recipe.located(problem);
            problems.add(names -> located);
        }
    }

    /** Makes an option's value. If its type refuses it, notes the complaint and returns the fallback. */
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
     * @throws InvalidInputException if anything was noted; it lists everything
     */
    public void done() {
        if (!problems.isEmpty()) {
            throw InvalidInputException.of("Wrong options:", problems);
        }
    }
}

package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.samediff.train.RetrainOptions;
import org.jspecify.annotations.Nullable;

/** Settings of a training under change by options: a value that is refused is noted and changes nothing. */
final class TrainingChanges {
    private final OptionCheck check;
    private RetrainOptions options;

    TrainingChanges(RetrainOptions options, OptionCheck check) {
        this.options = options;
        this.check = check;
    }

    /** One change by one option given. */
    interface Change<T> {
        RetrainOptions apply(RetrainOptions options, T value);
    }

    <T> void apply(String option, @Nullable T value, Change<T> change) {
        if (value != null) {
            RetrainOptions before = options;
            options = check.accepted(option, () -> change.apply(before, value), before);
        }
    }

    /** Notes the problem unless the condition holds. */
    void require(boolean condition, String problem) {
        check.require(condition, problem);
    }

    RetrainOptions options() {
        return options;
    }
}

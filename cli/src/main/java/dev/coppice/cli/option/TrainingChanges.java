package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.samediff.train.RetrainChanges;
import dev.coppice.samediff.train.RetrainOptions;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Settings of a training under change by options: a value that is refused is noted and changes nothing. */
final class TrainingChanges {
    private final OptionCheck check;
    private final RetrainOptions usual;
    private final RetrainChanges changes;

    TrainingChanges(RetrainOptions usual, OptionCheck check) {
        this.check = check;
        this.usual = usual;
        changes = new RetrainChanges(usual);
    }

    /** Makes a change by an option if it is given. */
    <T> void apply(String option, @Nullable T value, BiConsumer<RetrainChanges, T> change) {
        if (value != null) {
            check.accepted(
                    option,
                    () -> {
                        change.accept(changes, value);
                        return changes;
                    },
                    changes);
        }
    }

    /** Notes the problem unless the condition holds. */
    void require(boolean condition, String problem) {
        check.require(condition, problem);
    }

    /** The settings as they are now. */
    RetrainChanges settings() {
        return changes;
    }

    /** The options in the end; which of them do not go together is noted. Nothing but a target for blocks excludes others. */
    RetrainOptions options() {
        return check.accepted("--block-target", changes::options, usual);
    }
}

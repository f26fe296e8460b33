package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.samediff.train.RetrainChanges;
import dev.coppice.samediff.train.RetrainOptions;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The training settings while options change them. A refused value is noted and changes nothing. */
final class TrainingChanges {
    private final OptionCheck check;
    private final RetrainOptions usual;
    private final RetrainChanges changes;

    TrainingChanges(RetrainOptions usual, OptionCheck check) {
        this.check = check;
        this.usual = usual;
        changes = new RetrainChanges(usual);
    }

    /** Applies the change of an option, if the option is given. */
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

    /** The settings so far. */
    RetrainChanges settings() {
        return changes;
    }

    /** The final options. Notes options that exclude each other; only a block target excludes others. */
    RetrainOptions options() {
        return check.accepted("--block-target", changes::options, usual);
    }
}

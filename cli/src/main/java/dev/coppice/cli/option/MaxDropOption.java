package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.promise.MaxDrop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be lost at most; meant where nothing else says how much is cut. */
public final class MaxDropOption {
    private static final String NAME = "--max-drop";

    @Option(
            names = NAME,
            paramLabel = "D",
            description =
                    "As fast as it goes with at most so many points of mIoU lost, measured on the written file after"
                            + " retraining: up to three networks are planned and trained as long as told, and the fastest that"
                            + " holds is written; exit code 1 where none does. 1, unless it is said otherwise how much is cut.")
    private @Nullable String drop;

    /**
     * Reads the option; what is wrong with it is noted.
     *
     * @param otherwise whether another option says how much is cut
     * @return empty where another does and this one is not given
     */
    public Optional<MaxDrop> promise(boolean otherwise, OptionCheck check) {
        String text = drop;
        if (text == null) {
            return otherwise ? Optional.empty() : Optional.of(MaxDrop.USUAL);
        }
        return Optional.of(check.accepted(NAME, () -> new MaxDrop(TargetOptions.number(NAME, text)), MaxDrop.USUAL));
    }
}

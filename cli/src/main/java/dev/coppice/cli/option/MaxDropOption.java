package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.promise.MaxDrop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --max-drop}: the largest loss of accuracy. It is the default if no other option says how much to cut. */
@Grouped(OptionGroup.AMOUNT)
public final class MaxDropOption {
    private static final String NAME = "--max-drop";

    @Option(
            names = NAME,
            paramLabel = "D",
            description =
                    "Make the network as fast as possible, with at most this many points of mIoU (top-1 of a classifier) lost after"
                            + " retraining, 0 to 100. Up to three networks are planned and trained, and the fastest within"
                            + " the drop is written. The exit code is 1 if none is. Default: 1, unless another option says"
                            + " how much to cut.")
    private @Nullable String drop;

    /**
     * Reads the option, and notes what is wrong.
     *
     * @param otherwise whether another option says how much to cut
     * @return the promise; empty if it is not given and another option says how much to cut
     */
    public Optional<MaxDrop> promise(boolean otherwise, OptionCheck check) {
        String text = drop;
        if (text == null) {
            return otherwise ? Optional.empty() : Optional.of(MaxDrop.USUAL);
        }
        return Optional.of(check.accepted(NAME, () -> new MaxDrop(TargetOptions.number(NAME, text)), MaxDrop.USUAL));
    }
}

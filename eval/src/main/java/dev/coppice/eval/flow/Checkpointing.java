package dev.coppice.eval.flow;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether trainings keep checkpoints in the output folder while they run, and what is done with what an earlier run left there.
 *
 * @param every the longest time between two checkpoints; there is one after each epoch too
 * @param found what is done with checkpoints that are there
 * @param overwrites whether results that are there are replaced, and a checkpoint that would be refused is too
 */
public record Checkpointing(Duration every, Found found, boolean overwrites) {
    /** Keeps none, and does not look. */
    public static final Checkpointing NONE = new Checkpointing(Duration.ofDays(1), Found.IGNORED);

    /** The longest time between two, unless another is given. */
    public static final Duration USUAL = Duration.ofMinutes(5);

    /** Without overwriting. */
    public Checkpointing(Duration every, Found found) {
        this(every, found, false);
    }

    /** The same, with results that are there replaced. */
    public Checkpointing overwriting() {
        return new Checkpointing(every, found, true);
    }

    /**
     * Whether results that are there may be replaced: as asked for, or as those of the very run that is gone on with.
     *
     * @param checkpoint of the run's first training
     */
    public boolean replaces(Path checkpoint) {
        return overwrites || found == Found.RESUMED_OR_REPLACED || (found == Found.RESUMED && Files.exists(checkpoint));
    }

    /**
     * Looks whether a checkpoint is in the way.
     *
     * @param checkpoint of a run's first training
     * @throws InvalidInputException if it is there, and such are refused
     */
    public void refuse(Path checkpoint) {
        if (found == Found.REFUSED && !overwrites && Files.exists(checkpoint)) {
            throw new InvalidInputException(names -> "'" + checkpoint
                    + "' is the checkpoint of a training that was not finished. Use "
                    + names.of(Setting.RESUMING) + " to go on from it, or " + names.of(Setting.OVERWRITING)
                    + " to start from the beginning.");
        }
    }

    /** What is done with a checkpoint that is there. */
    public enum Found {
        /** Nothing, and none are kept. */
        IGNORED,
        /** It is refused: nobody loses a training to a command typed twice. */
        REFUSED,
        /** Training goes on from it; one of another training is refused. */
        RESUMED,
        /** Training goes on from it; one of another training is replaced. */
        RESUMED_OR_REPLACED
    }
}

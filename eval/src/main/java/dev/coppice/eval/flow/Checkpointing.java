package dev.coppice.eval.flow;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The keeping of checkpoints in the output folder, and the treatment of those that an earlier run left there.
 *
 * @param every the longest time between two checkpoints; each epoch ends with one too
 * @param found what happens to existing checkpoints
 * @param overwrites whether existing results are replaced, and with them a checkpoint that would be refused
 */
public record Checkpointing(Duration every, Found found, boolean overwrites) {
    /** No checkpoints are kept, and existing ones are ignored. */
    public static final Checkpointing NONE = new Checkpointing(Duration.ofDays(1), Found.IGNORED);

    /** The default for the longest time between two checkpoints. */
    public static final Duration USUAL = Duration.ofMinutes(5);

    /** Checkpoints, without overwriting results. */
    public Checkpointing(Duration every, Found found) {
        this(every, found, false);
    }

    /** The same, with existing results replaced. */
    public Checkpointing overwriting() {
        return new Checkpointing(every, found, true);
    }

    /**
     * Whether existing results may be replaced: if that is asked for, or if they belong to the run that is resumed.
     *
     * @param checkpoint checkpoint of the run's first training
     */
    public boolean replaces(Path checkpoint) {
        return overwrites || found == Found.RESUMED_OR_REPLACED || (found == Found.RESUMED && Files.exists(checkpoint));
    }

    /**
     * Checks that no checkpoint is in the way.
     *
     * @param checkpoint checkpoint of a run's first training
     * @throws InvalidInputException if the checkpoint exists and existing checkpoints are refused
     */
    public void refuse(Path checkpoint) {
        if (found == Found.REFUSED && !overwrites && Files.exists(checkpoint)) {
            throw new InvalidInputException(names -> "'" + checkpoint
                    + "' is the checkpoint of a training that was not finished. Use "
                    + names.of(Setting.RESUMING) + " to go on from it, or " + names.of(Setting.OVERWRITING)
                    + " to start from the beginning.");
        }
    }

    /** What happens to an existing checkpoint. */
    public enum Found {
        /** Existing checkpoints are ignored, and none are kept. */
        IGNORED,
        /** An existing checkpoint is refused, so that a command typed twice loses no training. */
        REFUSED,
        /** Training goes on from the checkpoint. A checkpoint of another training is refused. */
        RESUMED,
        /** Training goes on from the checkpoint. A checkpoint of another training is replaced. */
        RESUMED_OR_REPLACED
    }
}

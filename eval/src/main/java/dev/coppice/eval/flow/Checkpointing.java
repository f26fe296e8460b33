package dev.coppice.eval.flow;

import java.time.Duration;

/**
 * Whether trainings keep checkpoints in the output folder while they run, and what is done with those that a run which was
 * ended left there.
 *
 * @param every the longest time between two checkpoints; there is one after each epoch too
 * @param found what is done with those that are there
 */
public record Checkpointing(Duration every, Found found) {
    /** Keeps none, and does not look. */
    public static final Checkpointing NONE = new Checkpointing(Duration.ofDays(1), Found.IGNORED);

    /** The longest time between two, unless another is given. */
    public static final Duration USUAL = Duration.ofMinutes(5);

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

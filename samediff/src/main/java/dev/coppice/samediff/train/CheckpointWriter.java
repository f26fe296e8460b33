package dev.coppice.samediff.train;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.measure.Progress;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;

/** Writer of the checkpoints of one training, which knows when the next is due. */
final class CheckpointWriter {
    private final Checkpoints checkpoints;
    private final Map<String, String> identity;
    private final Progress progress;
    private long written = System.nanoTime();

    CheckpointWriter(Checkpoints checkpoints, Map<String, String> identity, Progress progress) {
        this.checkpoints = checkpoints;
        this.identity = identity;
        this.progress = progress;
    }

    /** Whether the next checkpoint is due. */
    boolean isDue() {
        return System.nanoTime() - written >= checkpoints.every().toNanos();
    }

    /**
     * Writes a checkpoint, if any are kept. A failure is reported and does not end the training, as its progress is worth
     * more.
     */
    void write(Function<Map<String, String>, Checkpoint> checkpoint) {
        checkpoints.store().ifPresent(store -> write(store, checkpoint.apply(identity)));
        written = System.nanoTime();
    }

    private void write(CheckpointStore store, Checkpoint checkpoint) {
        try {
            store.write(CheckpointFormat.bytes(checkpoint));
        } catch (UncheckedIOException e) {
            progress.message("Checkpoint '" + store.name() + "' of step "
                    + checkpoint.state().taken() + " is not written: " + FileTrouble.of(e)
                    + ". Training goes on, and the next is tried.");
        }
    }
}

package dev.coppice.samediff.train;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.measure.Progress;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;

/** Writes the checkpoints of one training, and knows when one is due. */
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

    /** Whether the last one is so long ago that another should be written. */
    boolean isDue() {
        return System.nanoTime() - written >= checkpoints.every().toNanos();
    }

    /** Writes one, if any are kept. What a training made so far is worth more than one: where it cannot be written, that is said. */
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

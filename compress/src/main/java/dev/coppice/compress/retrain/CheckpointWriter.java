package dev.coppice.compress.retrain;

import java.util.Map;
import java.util.function.Function;

/** Writes the checkpoints of one training, and knows when one is due. */
final class CheckpointWriter {
    private final Checkpoints checkpoints;
    private final Map<String, String> identity;
    private long written = System.nanoTime();

    CheckpointWriter(Checkpoints checkpoints, Map<String, String> identity) {
        this.checkpoints = checkpoints;
        this.identity = identity;
    }

    /** Whether the last one is so long ago that another should be written. */
    boolean isDue() {
        return System.nanoTime() - written >= checkpoints.every().toNanos();
    }

    /** Writes one, if any are kept. */
    void write(Function<Map<String, String>, Checkpoint> checkpoint) {
        checkpoints.store().ifPresent(store -> store.write(CheckpointFormat.bytes(checkpoint.apply(identity))));
        written = System.nanoTime();
    }
}

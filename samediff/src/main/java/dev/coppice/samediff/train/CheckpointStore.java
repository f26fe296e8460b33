package dev.coppice.samediff.train;

import java.util.Optional;

/** Store of the checkpoint of one training. */
public interface CheckpointStore {
    /** The name of the store in messages. */
    String name();

    /** The last written checkpoint; empty if there is none. */
    Optional<byte[]> read();

    /**
     * Replaces the checkpoint, completely or not at all.
     *
     * @throws java.io.UncheckedIOException if it cannot be written, as on a full disk; the old checkpoint stays
     */
    void write(byte[] content);
}

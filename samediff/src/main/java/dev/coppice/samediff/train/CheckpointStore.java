package dev.coppice.samediff.train;

import java.util.Optional;

/** Where the checkpoint of one training is kept. */
public interface CheckpointStore {
    /** Its name in messages. */
    String name();

    /** What was written last, empty if nothing was. */
    Optional<byte[]> read();

    /**
     * Puts this in the place of what was there, whole or not at all.
     *
     * @throws java.io.UncheckedIOException if it cannot be written, as on a full disk; what was there stays
     */
    void write(byte[] content);
}

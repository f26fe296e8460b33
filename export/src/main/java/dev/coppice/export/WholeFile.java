package dev.coppice.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Files that appear whole or not at all: written beside under another name, forced to the disk, renamed. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes text in UTF-8. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes, in the place of a file of this name if there is one.
     *
     * @throws java.io.UncheckedIOException if that fails, as on a full disk; no half-written file stays, under any name
     */
    public static void write(Path file, byte[] bytes) {
        try (StagedFile staged = StagedFile.write(file, bytes)) {
            staged.commit();
        }
    }
}

package dev.coppice.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Whole files, which appear complete or not at all: they are written under another name, forced to the disk and renamed. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes text in UTF-8. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes and replaces any file of this name.
     *
     * @throws java.io.UncheckedIOException if writing fails, as on a full disk; no partial file stays under any name
     */
    public static void write(Path file, byte[] bytes) {
        try (StagedFile staged = StagedFile.write(file, bytes)) {
            staged.commit();
        }
    }
}

package dev.coppice.eval.flow;

import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder results go to; found out to be writable before any work starts. */
public final class OutputFolder {
    private OutputFolder() {}

    /**
     * Makes the folder if it is not there and tries to write to it.
     *
     * @throws InvalidInputException if it cannot be made or written
     */
    public static Path prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".coppice", ".part"));
            return folder;
        } catch (IOException | SecurityException e) {
            throw new InvalidInputException(
                    "Cannot write to the output folder '" + folder + "': " + e
                            + ". Name a folder that can be made and written.",
                    e);
        }
    }
}

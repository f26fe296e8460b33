package dev.coppice.cli.option;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The names of {@code --classes}: as given, or the lines of a file. */
final class ClassNames {
    private static final long MOST_BYTES = 1 << 20;

    private ClassNames() {}

    static List<String> of(List<String> given) {
        return given.size() == 1 && isFile(given.get(0)) ? lines(Path.of(given.get(0))) : given;
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidInputException("--classes names '" + file + "' of " + Files.size(file)
                        + " bytes, expected a text of at most " + MOST_BYTES + " with a class name in each line.");
            }
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--classes names '" + file + "', which cannot be read as text: " + FileTrouble.of(e) + ".", e);
        }
    }
}

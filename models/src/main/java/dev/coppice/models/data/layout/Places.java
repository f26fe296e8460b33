package dev.coppice.models.data.layout;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that text files name. A name never leads out of the data's folder. */
final class Places {
    /** No list of pictures and no list of names is larger. */
    private static final long MOST_BYTES = 1L << 26;

    /** No system has longer paths. */
    private static final int LONGEST = 1 << 12;

    private Places() {}

    /** The lines of a text file without blanks around them, empty ones, and comments after #. */
    static List<String> lines(Path file) {
        try {
            if (!isShort(file)) {
                throw new InvalidInputException("'" + file + "' has " + Files.size(file)
                        + " bytes, expected a text of at" + " most " + MOST_BYTES + ".");
            }
            return Files.readAllLines(file).stream()
                    .map(line -> line.replace("\uFEFF", "").strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException("'" + file + "' cannot be read as text: " + FileTrouble.of(e) + ".", e);
        }
    }

    /** The first lines of a file; none if it is no text. */
    static Stream<String> firstLines(Path file) {
        try (Stream<String> lines = isShort(file) ? Files.lines(file) : Stream.empty()) {
            return lines.limit(3).map(String::strip).toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty(); // no text
        }
    }

    /** Whether a file is no larger than lists are. */
    private static boolean isShort(Path file) throws IOException {
        return Files.size(file) <= MOST_BYTES;
    }

    /**
     * The file in a folder that a text names: relative to it, or a path of another machine whose end is in the folder.
     * Empty if there is none, or it lies elsewhere.
     */
    static Optional<Path> inside(Path folder, String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(written.replace('\\', '/'));
            Path root = root(folder);
            return Stream.iterate(0, i -> i < path.getNameCount(), i -> i + 1)
                    .map(i -> root.resolve(path.subpath(i, path.getNameCount())).normalize())
                    .filter(found -> found.startsWith(root) && Files.isRegularFile(found))
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A folder as {@link #inside} names it. */
    static Path root(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    /** Whether a name stays in its folder: a path that never leads up. */
    static boolean isPlain(String name) {
        return !name.isEmpty() && !name.contains("..") && !name.contains("\\") && isRelative(name);
    }

    /** Whether the system can have a file of this name in a folder; without a UTF-8 locale it has none with many letters. */
    private static boolean isRelative(String name) {
        try {
            return !Path.of(name).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}

package dev.coppice.eval.output;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a run will write, all in one folder.
 *
 * @param folder folder of the files, which need not exist yet
 * @param lock name of the lock file, which runs that would conflict share
 * @param files files under their final names
 */
public record Outputs(Path folder, String lock, List<Path> files) {
    public Outputs {
        files = List.copyOf(files);
    }

    /** The files of a folder that a run has for itself. */
    public static Outputs in(Path folder, String... names) {
        return new Outputs(
                folder, ".coppice.lock", Stream.of(names).map(folder::resolve).toList());
    }

    /** A single file under its own name. */
    public static Outputs file(Path target) {
        return new Outputs(folder(target), lock(target), List.of(target));
    }

    private static Path folder(Path target) {
        return Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(Path.of(""));
    }

    private static String lock(Path target) {
        return "." + target.getFileName() + ".lock";
    }

    /** A model under its own name, with its card. Runs with other names may use the same folder. */
    public static Outputs model(Path target, Path... more) {
        List<Path> files = Stream.concat(Stream.of(target, CardFile.beside(target)), Stream.of(more))
                .toList();
        return new Outputs(folder(target), lock(target), files);
    }

    /**
     * Refuses to write an input file, by whatever name, link or hard link.
     *
     * @param inputs files that are read, and folders that are read as a whole
     * @throws InvalidInputException if an output is one of the files, or would lie in one of the folders
     */
    public void refuse(Collection<Path> inputs) {
        for (Path input : inputs) {
            if (Files.isDirectory(input) && isWithin(folder, input)) {
                throw new InvalidInputException(names -> "The output folder '" + folder + "' lies in '" + input
                        + "', which is read. Name another " + names.of(Setting.OUTPUT) + ".");
            }
            for (Path file : files) {
                if (isSame(file, input)) {
                    throw new InvalidInputException(
                            names -> "'" + file + "' would be written, but it is read as an input"
                                    + (file.equals(input) ? "" : ", '" + input + "'") + ". Name another "
                                    + names.of(Setting.OUTPUT) + ".");
                }
            }
        }
    }

    /**
     * Refuses to replace results.
     *
     * @throws InvalidInputException if any of the files exists
     */
    public void refusePresent() {
        List<Path> present = files.stream()
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!present.isEmpty()) {
            throw new InvalidInputException(names -> "The output folder '" + folder + "' holds "
                    + present.stream()
                            .map(file -> "'" + file.getFileName() + "'")
                            .collect(Collectors.joining(", "))
                    + " of an earlier run. Use " + names.of(Setting.OVERWRITING) + " to replace them, or name another "
                    + names.of(Setting.OUTPUT) + ".");
        }
    }

    private static boolean isSame(Path file, Path input) {
        try {
            return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean isWithin(Path folder, Path input) {
        try {
            return Files.exists(folder) && folder.toRealPath().startsWith(input.toRealPath());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static InvalidInputException unreadable(IOException e) {
        return new InvalidInputException("Outputs cannot be told from inputs: " + FileTrouble.of(e) + ".", e);
    }
}

package dev.coppice.cli.command;

import dev.coppice.eval.sweep.ClusterOrder;
import dev.coppice.eval.sweep.FolderArchive;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.onnx.ModelFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The files that the arguments of a sweep name, as one archive for the machines of a cluster. */
final class InputArchive {
    /** What is written, here alone. */
    private static final Set<String> WRITTEN = Set.of("--out", "--mlflow");

    /** Options whose value is a text, or a file that holds it. */
    private static final Set<String> TEXT_OR_FILE = Set.of("--classes");

    private final CommandSpec command;
    private final Map<String, Path> files = new TreeMap<>();
    private int count;

    private InputArchive(CommandSpec command) {
        this.command = command;
    }

    /**
     * The order of a sweep.
     *
     * @param shared whether all machines see the files at the paths they have here
     */
    static ClusterOrder order(CommandSpec command, List<String> arguments, boolean shared) {
        InputArchive archive = new InputArchive(command);
        List<String> changed = archive.changed(arguments, shared);
        return new ClusterOrder(
                changed, archive.files.isEmpty() ? Optional.empty() : Optional.of(written(archive.files)));
    }

    private List<String> changed(List<String> arguments, boolean shared) {
        List<String> changed = new ArrayList<>();
        Optional<OptionSpec> awaiting = Optional.empty();
        for (String argument : arguments) {
            Optional<OptionSpec> option = option(argument);
            int joined = argument.indexOf('=');
            if (awaiting.isPresent()) {
                changed.add(value(awaiting, argument, shared));
                awaiting = Optional.empty();
            } else if (option.isPresent() && joined > 0) {
                changed.add(argument.substring(0, joined + 1) + value(option, argument.substring(joined + 1), shared));
            } else if (option.isPresent()) {
                changed.add(argument);
                awaiting = option.filter(given -> given.arity().max() > 0);
            } else if (argument.equals(command.name()) && !changed.contains(argument)) {
                changed.add(argument); // the command itself, though a folder may have its name
            } else {
                changed.add(value(Optional.empty(), argument, shared));
            }
        }
        return changed;
    }

    private Optional<OptionSpec> option(String argument) {
        return argument.startsWith("-")
                ? Optional.ofNullable(command.findOption(argument.split("=", 2)[0]))
                : Optional.empty();
    }

    /** A value, or several values of one option, with the places they have in the archive if they name files. */
    private String value(Optional<OptionSpec> option, String text, boolean shared) {
        String split = option.map(OptionSpec::splitRegex).orElse("");
        return split.isEmpty()
                ? single(option, text, shared)
                : Arrays.stream(text.split(split, -1))
                        .map(each -> single(option, each, shared))
                        .collect(Collectors.joining(split));
    }

    private String single(Optional<OptionSpec> option, String text, boolean shared) {
        Optional<Path> found =
                option.filter(given -> WRITTEN.contains(given.longestName())).isPresent()
                        ? Optional.empty()
                        : file(option, text);
        return found.map(path -> shared ? path.toAbsolutePath().toString() : added(path))
                .orElse(text);
    }

    /** The file that a value names: that of an option or a parameter for paths, or one that holds a text. */
    private static Optional<Path> file(Optional<OptionSpec> option, String text) {
        try {
            if (option.filter(given -> TEXT_OR_FILE.contains(given.longestName()))
                    .isPresent()) {
                return Optional.of(Path.of(text)).filter(Files::isRegularFile);
            }
            return option.map(given -> given.auxiliaryTypes()[0] == Path.class).orElse(true)
                    ? Optional.of(Path.of(text)).filter(Files::exists)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Adds a folder, or a file with its card and its weights; gives the path in the unpacked archive. */
    private String added(Path given) {
        String place =
                "input" + count++ + "/" + given.toAbsolutePath().normalize().getFileName();
        if (Files.isDirectory(given)) {
            FolderArchive.files(given).forEach((name, file) -> files.put(place + "/" + name, file));
        } else {
            Path folder = given.toAbsolutePath().resolveSibling(".").normalize();
            for (Path file : model(given)) {
                String name =
                        folder.relativize(file.toAbsolutePath().normalize()).toString();
                files.put(place.substring(0, place.indexOf('/') + 1) + name.replace('\\', '/'), file);
            }
        }
        return ClusterOrder.INPUTS + "/" + place;
    }

    private static List<Path> model(Path given) {
        List<Path> all = new ArrayList<>(List.of(given));
        Optional.of(CardFile.beside(given)).filter(Files::isRegularFile).ifPresent(all::add);
        try {
            all.addAll(ModelFiles.of(given));
        } catch (InvalidInputException e) {
            return all; // no model
        }
        return all;
    }

    private static Path written(Map<String, Path> files) {
        try {
            Path archive = Files.createTempDirectory("coppice-sweep").resolve("coppice-inputs.zip");
            archive.toFile().deleteOnExit();
            archive.resolveSibling(".").normalize().toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(archive)) {
                FolderArchive.write(files, out);
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The files of the sweep cannot be packed for the machines of the cluster: " + FileTrouble.of(e), e);
        }
    }
}

package dev.coppice.eval.flow;

import dev.coppice.eval.report.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import dev.coppice.samediff.train.CheckpointStore;
import dev.coppice.samediff.train.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The checkpoints of one run's trainings, one file each, {@code NAME.checkpoint}. They stay until the run's result is written: a
 * training that had ended is not done again when a later one is resumed. Used once.
 */
final class CheckpointFolder {
    private static final String SUFFIX = ".checkpoint";

    private final Path folder;
    private final Checkpointing checkpointing;
    private final String run;
    private final Deque<Path> files = new ArrayDeque<>();

    /**
     * Looks for what an earlier run left.
     *
     * @param run all that decides the run's result, as one line of text
     * @param first name of the run's first training
     * @throws InvalidInputException if there is a checkpoint, and these are refused
     */
    CheckpointFolder(Path folder, Checkpointing checkpointing, String run, String first) {
        this.folder = folder;
        this.checkpointing = checkpointing;
        this.run = run;
        checkpointing.refuse(file(folder, first));
    }

    /** Those of a training. */
    Checkpoints of(String name) {
        if (!isKept()) {
            return Checkpoints.NONE;
        }
        Path file = file(folder, name);
        if (isRefused()) {
            OutputFolder.discard(file);
        }
        files.push(file);
        boolean replaces = checkpointing.found() == Checkpointing.Found.RESUMED_OR_REPLACED;
        return new Checkpoints(Optional.of(new CheckpointFile(file)), checkpointing.every(), run, replaces);
    }

    /** How an interrupted training goes on, as a sentence after another; empty without checkpoints. */
    String advice(SettingNames names) {
        return switch (checkpointing.found()) {
            case IGNORED -> "";
            case REFUSED, RESUMED -> " Training goes on from there with " + names.of(Setting.RESUMING) + ".";
            case RESUMED_OR_REPLACED -> " The same command goes on from there.";
        };
    }

    /** Where the checkpoint of a training is. */
    static Path file(Path folder, String name) {
        return folder.resolve(name + SUFFIX);
    }

    private boolean isRefused() {
        return checkpointing.found() == Checkpointing.Found.REFUSED;
    }

    /**
     * Does work on what was trained; where a file cannot be written, as on a full disk, the message says what is not lost.
     *
     * @throws UncheckedIOException if the work does
     */
    <T> T keeping(Supplier<T> work) {
        try {
            return work.get();
        } catch (UncheckedIOException e) {
            if (files.stream().noneMatch(Files::exists)) {
                throw e;
            }
            throw new UnwrittenException(
                    names -> e.getMessage() + ". What was trained is in '" + files.peek() + "'."
                            + advice(names).replaceFirst("\\.$", ""),
                    Objects.requireNonNull(e.getCause()));
        }
    }

    private boolean isKept() {
        return checkpointing.found() != Checkpointing.Found.IGNORED;
    }

    /** Removes them all, the first last: by it a run that is not finished is known. */
    void clear() {
        while (!files.isEmpty()) {
            OutputFolder.discard(files.pop());
        }
    }

    /** Removes those that any run left in a folder. */
    static void discardAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> left = Files.list(folder)) {
            left.filter(file -> file.toString().endsWith(SUFFIX)).toList().forEach(OutputFolder::discard);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list '" + folder + "': " + FileTrouble.of(e), e);
        }
    }

    /** One file. */
    private record CheckpointFile(Path path) implements CheckpointStore {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public Optional<byte[]> read() {
            try {
                return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
            } catch (IOException e) {
                throw new InvalidInputException("Checkpoint '" + path + "' cannot be read: " + FileTrouble.of(e), e);
            }
        }

        @Override
        public void write(byte[] content) {
            WholeFile.write(path, content);
        }
    }
}

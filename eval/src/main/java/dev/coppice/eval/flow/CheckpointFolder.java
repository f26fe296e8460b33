package dev.coppice.eval.flow;

import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import dev.coppice.samediff.train.CheckpointStore;
import dev.coppice.samediff.train.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of one run's trainings, one file each, {@code NAME.checkpoint}. They stay until the run's result is written: a
 * training that had ended is not done again when a later one is resumed.
 *
 * @param folder they are in
 * @param checkpointing whether they are kept, and what is done with what an earlier run left
 * @param run all that decides the run's result
 */
record CheckpointFolder(Path folder, Checkpointing checkpointing, Fingerprint run) {
    private static final String SUFFIX = ".checkpoint";

    /** Those of a training. */
    Checkpoints of(String name) {
        if (!isKept()) {
            return Checkpoints.NONE;
        }
        Path file = file(folder, name);
        if (checkpointing.found() == Checkpointing.Found.REFUSED) {
            OutputFolder.discard(file);
        }
        boolean replaces = checkpointing.found() == Checkpointing.Found.RESUMED_OR_REPLACED;
        return new Checkpoints(Optional.of(new CheckpointFile(file)), checkpointing.every(), run.text(), replaces);
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

    /**
     * What failed on what was trained; where a file cannot be written, as on a full disk, the message says what is not lost.
     *
     * @param begun names of the trainings that were begun, in order
     */
    UncheckedIOException keeping(List<String> begun, UncheckedIOException problem) {
        List<Path> there = files(begun).stream().filter(Files::exists).toList();
        return there.isEmpty()
                ? problem
                : new UnwrittenException(
                        names -> problem.getMessage() + ". What was trained is in '" + there.get(there.size() - 1)
                                + "'." + advice(names).replaceFirst("\\.$", ""),
                        Objects.requireNonNull(problem.getCause()));
    }

    /** Removes those of these trainings, the first last: by it a run that is not finished is known. */
    void clear(List<String> names) {
        List<Path> files = files(names);
        for (int i = files.size() - 1; i >= 0; i--) {
            OutputFolder.discard(files.get(i));
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

    private List<Path> files(List<String> names) {
        return isKept() ? names.stream().map(name -> file(folder, name)).toList() : List.of();
    }

    private boolean isKept() {
        return checkpointing.found() != Checkpointing.Found.IGNORED;
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

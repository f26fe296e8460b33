package dev.coppice.eval.flow;

import dev.coppice.eval.output.OutputFolder;
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
 * The checkpoints of one run's trainings, one file {@code NAME.checkpoint} each. They stay until the run's result is
 * written. A resumed run therefore does not repeat a training that had ended.
 *
 * @param folder the folder of the checkpoints
 * @param checkpointing whether checkpoints are kept, and what happens to those of an earlier run
 * @param run everything that decides the run's result
 */
record CheckpointFolder(Path folder, Checkpointing checkpointing, Fingerprint run) {
    private static final String SUFFIX = ".checkpoint";

    /** The checkpoints of one training. */
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

    /** A sentence, with a space before it, that says how to resume an interrupted training; empty without checkpoints. */
    String advice(SettingNames names) {
        return switch (checkpointing.found()) {
            case IGNORED -> "";
            case REFUSED, RESUMED -> " Training goes on from there with " + names.of(Setting.RESUMING) + ".";
            case RESUMED_OR_REPLACED -> " The same command goes on from there.";
        };
    }

    /** The checkpoint file of a training. */
    static Path file(Path folder, String name) {
        return folder.resolve(name + SUFFIX);
    }

    /**
     * A failure to write, with what was kept of the trainings. If a file cannot be written, as on a full disk, the message
     * says what is not lost.
     *
     * @param begun names of the trainings begun so far, in order
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

    /** Removes the checkpoints of these trainings. The first goes last, as it marks an unfinished run. */
    void clear(List<String> names) {
        List<Path> files = files(names);
        for (int i = files.size() - 1; i >= 0; i--) {
            OutputFolder.discard(files.get(i));
        }
    }

    /** Removes all checkpoints of a folder, from whatever run. */
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

    /** A checkpoint in a file. */
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

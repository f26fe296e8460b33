package dev.coppice.eval.latency.profile;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The profile of a machine as it is kept in a file that several processes add rows to. A torn, invalid or foreign file counts as
 * empty: it is a cache, not a result.
 *
 * @param file the file, which need not exist
 * @param machine machine of the times
 */
record KeptProfile(Path file, ProfiledMachine machine) {
    /** The quicker one of two rows of the reference, which was timed on a quieter machine. */
    private static final BinaryOperator<LatencyProfile.Row> QUICKER = BinaryOperator.minBy(
            Comparator.comparingDouble(row -> row.milliseconds().orElse(Double.POSITIVE_INFINITY)));

    /** What is kept. */
    LatencyProfile read() {
        LatencyProfile none = new LatencyProfile(machine, Map.of());
        if (!Files.exists(file)) {
            return none;
        }
        try {
            LatencyProfile read = ProfileFile.read(file);
            return read.machine().equals(machine) ? read : none;
        } catch (InvalidInputException e) {
            return none;
        }
    }

    /**
     * Keeps what a process changed. Rows that others kept meanwhile stay.
     *
     * @param before what the process knew to be kept
     * @param after what it wants to be kept
     * @throws UncheckedIOException if the folder cannot be written
     */
    void change(LatencyProfile before, LatencyProfile after) {
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        Path lock = folder.resolve("." + file.getFileName() + ".lock");
        // a lock of the system is that of a process
        synchronized (KeptProfile.class) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel =
                        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.lock(); // until it is closed
                    ProfileFile.write(file, merged(read(), before, after));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write '" + file + "': " + FileTrouble.of(e), e);
            }
        }
    }

    private LatencyProfile merged(LatencyProfile there, LatencyProfile before, LatencyProfile after) {
        if (there.rows().isEmpty()) {
            return after;
        }
        Map<String, LatencyProfile.Row> rows = new TreeMap<>(there.rows());
        rows.keySet()
                .removeIf(key -> before.rows().containsKey(key) && !after.rows().containsKey(key));
        String reference = MicroGraph.reference().key();
        after.rows().forEach((key, row) -> {
            if (key.equals(reference)) {
                rows.merge(key, row, QUICKER);
            } else if (!row.equals(before.rows().get(key))) {
                rows.put(key, row);
            }
        });
        return new LatencyProfile(machine, rows);
    }
}

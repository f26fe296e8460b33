package dev.coppice.eval.sweep;

import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of all points of a sweep, which each shard writes beside its table: whoever merges the tables sees which points are
 * still to come, and whether the tables are of one request.
 */
final class ShardPoints {
    private record Names(Path table, List<String> names) {}

    private final Map<Integer, Names> byCount = new HashMap<>();
    private final List<String> unfinished = new ArrayList<>();

    /** Writes the names beside a shard's table. */
    static void write(Path table, List<SweepPoint> points) {
        String text = String.join("\n", points.stream().map(SweepPoint::name).toList());
        WholeFile.write(beside(table), text + "\n");
    }

    private static Path beside(Path table) {
        return table.resolveSibling(table.getFileName().toString().replaceFirst("\\.csv$", ".points"));
    }

    /**
     * Notes the points of a shard that have no row.
     *
     * @param done names of the points that have one
     * @throws InvalidInputException if a shard of as many has other points
     */
    void add(Path table, SweepShard shard, Set<String> done) {
        Optional<List<String>> names = read(beside(table));
        if (names.isEmpty()) {
            return; // of an earlier version
        }
        Names first = byCount.computeIfAbsent(shard.count(), count -> new Names(table, names.get()));
        refuseOther(first, table, names.get());
        shard.of(names.get()).stream().filter(name -> !done.contains(name)).forEach(unfinished::add);
    }

    /** The points that have no row, though there is a table of their shard. */
    List<String> unfinished() {
        return List.copyOf(unfinished);
    }

    private static void refuseOther(Names first, Path table, List<String> names) {
        if (!first.names().equals(names)) {
            boolean isMissing = !names.containsAll(first.names());
            List<String> more = new ArrayList<>(isMissing ? first.names() : names);
            more.removeAll(isMissing ? names : first.names());
            throw new InvalidInputException("'" + first.table() + "' and '" + table
                    + "' are shards of different requests: "
                    + (more.isEmpty()
                            ? "they have the same points in another order."
                            : "point '" + more.get(0) + "' is one of '" + (isMissing ? first.table() : table)
                                    + "' only.")
                    + " Merge only the shards of one sweep.");
        }
    }

    private static Optional<List<String>> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
        } catch (IOException e) {
            throw new InvalidInputException("'" + file + "' cannot be read: " + FileTrouble.of(e) + ".", e);
        }
    }
}

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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of all points of a sweep, which each shard writes beside its table: whoever merges the tables sees which points are
 * still to come, and whether the tables are of one request.
 */
final class ShardPoints {
    private record Names(Path table, List<String> names) {}

    private static final String OWN = "* ";

    private final Map<Integer, Names> byCount = new HashMap<>();
    private final List<String> unfinished = new ArrayList<>();

    /** Writes the names beside a shard's table, with a mark before the shard's own. */
    static void write(Path table, List<SweepPoint> points, List<SweepPoint> own) {
        String text = points.stream()
                .map(point -> (own.contains(point) ? OWN : "") + point.name() + "\n")
                .collect(Collectors.joining());
        WholeFile.write(beside(table), text);
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
        List<String> lines = read(beside(table));
        if (lines.isEmpty()) {
            return; // of an earlier version
        }
        List<String> names = lines.stream().map(ShardPoints::name).toList();
        Names first = byCount.computeIfAbsent(shard.count(), count -> new Names(table, names));
        refuseOther(first, table, names);
        lines.stream()
                .filter(line -> line.startsWith(OWN))
                .map(ShardPoints::name)
                .filter(name -> !done.contains(name))
                .forEach(unfinished::add);
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

    private static String name(String line) {
        return line.startsWith(OWN) ? line.substring(OWN.length()) : line;
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new InvalidInputException("'" + file + "' cannot be read: " + FileTrouble.of(e) + ".", e);
        }
    }
}

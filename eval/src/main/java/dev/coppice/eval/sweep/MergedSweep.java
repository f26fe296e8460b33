package dev.coppice.eval.sweep;

import dev.coppice.export.WholeFile;
import dev.coppice.models.ChangedSetting;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.measure.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several tables of one sweep, each row once: a row that is done counts for more than one that failed.
 *
 * @param metric measure of the accuracy
 * @param rows the rows, in the order of the tables
 * @param folders the folder of every point, by its name
 * @param missing shards of which there is no table, such as {@code 2/3}
 * @param unfinished points that have no row, though there is a table of their shard
 */
public record MergedSweep(
        Metric metric, List<SweepRow> rows, Map<String, Path> folders, List<String> missing, List<String> unfinished) {
    /** The parts of a path down to a setting of a request: nothing, the request, and the setting. */
    private static final int TOP = 3;

    /** Settings that differ between the points of one sweep. */
    private static final Set<String> OF_POINT = Set.of("passes", "schedule", "seed", "begun");

    /** Settings that differ between points of different recipes, one of which may train nothing. */
    private static final Set<String> OF_RECIPE = Set.of("retraining", "training", "selection");

    public MergedSweep {
        rows = List.copyOf(rows);
        folders = Map.copyOf(folders);
        missing = List.copyOf(missing);
        unfinished = List.copyOf(unfinished);
    }

    /**
     * Reads all tables in some folders.
     *
     * @throws InvalidInputException if a folder has none, a table is damaged, or tables are of different sweeps
     */
    public static MergedSweep of(List<Path> folders) {
        List<Path> tables =
                folders.stream().flatMap(folder -> tables(folder).stream()).toList();
        Reading reading = new Reading();
        tables.forEach(reading::add);
        Map<String, Path> pointFolders = new HashMap<>();
        reading.origins.forEach((name, table) -> pointFolders.put(name, table.resolveSibling(name)));
        ShardPoints points = new ShardPoints();
        tables.forEach(table -> shard(table).ifPresent(shard -> points.add(table, shard, reading.rows.keySet())));
        return new MergedSweep(
                reading.metric, List.copyOf(reading.rows.values()), pointFolders, missing(tables), points.unfinished());
    }

    private static List<Path> tables(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    "'" + folder + "' is no folder. Give the folders that the shards of a sweep wrote to.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> tables = files.filter(file -> isTable(file.getFileName().toString()))
                    .sorted()
                    .toList();
            if (tables.isEmpty()) {
                throw new InvalidInputException(
                        "Folder '" + folder + "' has no table of a sweep, neither " + Sweep.RESULTS
                                + " nor sweep-i-of-n.csv. Give the folders that the shards of a sweep wrote to.");
            }
            return tables;
        } catch (IOException e) {
            throw new InvalidInputException("Folder '" + folder + "' cannot be read: " + FileTrouble.of(e) + ".", e);
        }
    }

    private static Optional<SweepShard> shard(Path table) {
        return SweepShard.ofTable(table.getFileName().toString());
    }

    private static boolean isTable(String name) {
        return name.equals(Sweep.RESULTS) || SweepShard.ofTable(name).isPresent();
    }

    private static List<String> missing(List<Path> tables) {
        List<SweepShard> found =
                tables.stream().flatMap(table -> shard(table).stream()).toList();
        return found.stream()
                .map(SweepShard::count)
                .distinct()
                .flatMap(count -> IntStream.rangeClosed(1, count).mapToObj(i -> new SweepShard(i, count)))
                .filter(shard -> !found.contains(shard))
                .map(SweepShard::toString)
                .toList();
    }

    private static boolean areParts(@Nullable Path one, Path other) {
        Optional<Integer> parts =
                Optional.ofNullable(one).flatMap(MergedSweep::shard).map(SweepShard::count);
        return parts.isPresent() && parts.equals(shard(other).map(SweepShard::count));
    }

    /** Whether a setting may differ between points: what is cut, in how many steps, and the seed. */
    private static boolean isOfPoint(ChangedSetting change) {
        String[] path = change.path().split("\\.", -1);
        return OF_POINT.contains(change.name())
                || Arrays.stream(path).limit(TOP).anyMatch(OF_POINT::contains);
    }

    /** Whether a setting may differ because two points are trained by different recipes. */
    private static boolean isOfRecipe(ChangedSetting change, SweepRow row, SweepRow known) {
        return !row.asked(SweepRow.RECIPE).equals(known.asked(SweepRow.RECIPE))
                && Stream.concat(
                                Stream.of(change.name()),
                                Arrays.stream(change.path().split("\\.", -1)).limit(TOP))
                        .anyMatch(OF_RECIPE::contains);
    }

    /** The same with changed rows in place of those of the same options. */
    MergedSweep with(List<SweepRow> changed) {
        Map<Fingerprint, SweepRow> all = new LinkedHashMap<>();
        rows.forEach(row -> all.put(row.fingerprint(), row));
        changed.forEach(row -> all.put(row.fingerprint(), row));
        return new MergedSweep(metric, List.copyOf(all.values()), folders, missing, unfinished);
    }

    /** Writes the table, whole or not at all. */
    void write(Path file) {
        WholeFile.write(file, SweepFile.text(rows, metric));
    }

    /** The tables read so far. */
    private static final class Reading {
        private final Map<String, SweepRow> rows = new LinkedHashMap<>();
        private final Map<String, Path> origins = new LinkedHashMap<>();
        private final List<Path> tables = new ArrayList<>();
        private Metric metric = Metric.MEAN_IOU;

        void add(Path table) {
            SweepFile file = SweepFile.existing(table);
            if (!tables.isEmpty() && metric != file.metric()) {
                throw new InvalidInputException("'" + tables.get(0) + "' measures " + metric.words() + " and '" + table
                        + "' " + file.metric().words() + ": these are tables of different sweeps. Merge them apart.");
            }
            metric = file.metric();
            tables.add(table);
            file.rows().values().forEach(row -> add(row, table));
        }

        private void add(SweepRow row, Path table) {
            refuseOther(row, table);
            String name = row.asked("name");
            SweepRow known = rows.get(name);
            if (known == null || !known.isDone()) {
                rows.put(name, row);
                origins.put(name, table);
            }
        }

        /**
         * Refuses a row of another network, card, teacher or data, or with other options under the same name. Shards of as many
         * parts have all options in common but those of a point.
         */
        private void refuseOther(SweepRow row, Path table) {
            for (SweepRow known : row.isDone() ? rows.values() : List.<SweepRow>of()) {
                boolean same = known.asked("name").equals(row.asked("name"));
                List<ChangedSetting> changes = row.fingerprint().changesSince(known.fingerprint()).stream()
                        .filter(change -> same
                                || (!isOfRecipe(change, row, known)
                                        && (Sweep.SUBJECT.contains(change.name())
                                                || (areParts(origins.get(known.asked("name")), table)
                                                        && !isOfPoint(change)))))
                        .toList();
                if (known.isDone() && !changes.isEmpty()) {
                    throw new OtherSettingsException(
                            "'" + known.asked("name") + "' in '" + origins.get(known.asked("name"))
                                    + "' was compressed otherwise than '" + row.asked("name") + "' in '" + table + "':",
                            changes,
                            "Merge only the shards of one sweep.");
                }
            }
        }
    }
}

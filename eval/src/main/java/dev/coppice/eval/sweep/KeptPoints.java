package dev.coppice.eval.sweep;

import dev.coppice.models.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The points whose folders stay when a sweep is done. Their rows stay in any case, so that no point is worked on again. */
public enum KeptPoints {
    /** All points. */
    ALL,
    /** Those on the front. */
    FRONT,
    /** None. */
    NONE;

    /** Removes the folders of the other points, and says whether there were any. */
    boolean dropOthers(Path out, List<SweepRow> rows) {
        List<SweepRow> kept = this == FRONT ? SweepFront.of(rows).points() : this == ALL ? rows : List.of();
        List<Path> dropped = rows.stream()
                .filter(row -> row.isDone() && !kept.contains(row))
                .map(row -> out.resolve(row.asked("name")))
                .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                .toList();
        dropped.forEach(KeptPoints::drop);
        return !dropped.isEmpty();
    }

    /** Removes a folder; links in it are removed, and not followed. */
    private static void drop(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove '" + folder + "': " + FileTrouble.of(e), e);
        }
    }
}

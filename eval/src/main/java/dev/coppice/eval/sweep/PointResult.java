package dev.coppice.eval.sweep;

import dev.coppice.eval.output.OutputFolder;
import dev.coppice.export.WholeFile;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The line of one point in the point's own folder, where a process leaves it for the one that keeps the table. It stays there, so
 * that work that was done is not done again if that one ended early.
 *
 * @param folder folder of the sweep
 * @param point the point
 */
record PointResult(Path folder, SweepPoint point) {
    /** The name of the file. */
    static final String FILE = "point.csv";

    private Path file() {
        return folder.resolve(point.name()).resolve(FILE);
    }

    void write(SweepRow row, Metric metric) {
        WholeFile.write(file(), SweepFile.text(List.of(row), metric));
    }

    /** The line, if it is whole and of the same options. */
    Optional<SweepRow> read(Fingerprint fingerprint) {
        return Files.exists(file())
                ? Optional.ofNullable(SweepFile.existing(file()).rows().get(fingerprint))
                : Optional.empty();
    }

    void discard() {
        OutputFolder.discard(file());
    }
}

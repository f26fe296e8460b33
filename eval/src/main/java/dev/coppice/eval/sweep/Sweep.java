package dev.coppice.eval.sweep;

import dev.coppice.eval.output.HostName;
import dev.coppice.eval.report.Report;
import dev.coppice.export.ParityException;
import dev.coppice.models.ChangedSetting;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.Setting;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Run over the points of a sweep: it compresses at every point and keeps the results in a table.
 *
 * @param folder folder of the results, with a folder named after each point inside
 * @param table file name of the table
 * @param compression the work at a point
 * @param progress is told of every point
 * @param cancellation is asked before every point
 */
public record Sweep(
        Path folder, String table, PointCompression compression, Progress progress, Cancellation cancellation) {
    /** The file of the results, one line per point. */
    public static final String RESULTS = "sweep.csv";

    /** Settings that are the same for all points of a sweep. */
    static final Set<String> SUBJECT = Set.of("network", "data", "training", "selection", "teacher");

    /** A sweep of all points, in the table of that name. */
    public Sweep(Path folder, PointCompression compression, Progress progress, Cancellation cancellation) {
        this(folder, RESULTS, compression, progress, cancellation);
    }

    /** The work at a point. */
    public interface PointCompression {
        /** Everything that decides the result of a point. */
        Fingerprint fingerprint(SweepPoint point);

        /**
         * Compresses the network at a point.
         *
         * @throws InvalidInputException if the point makes no sense, such as a truncation that catches nothing
         */
        Report compress(SweepPoint point, Path out);

        /** The measure of the accuracy. */
        default Metric metric() {
            return Metric.MEAN_IOU;
        }

        /** Measures what points have in common, for those who work on them elsewhere. */
        default void prepare(List<SweepPoint> points) {}

        /** The bytes outside Java's heap that training takes at one of these points at most; 0 if they are not known. */
        default long memory(List<SweepPoint> points) {
            return 0;
        }

        /** The accuracy of the original with the low-pass of the point's truncation in place; NaN if nothing is truncated. */
        double predicted(SweepPoint point);
    }

    /** The same in this process, one point after another. */
    public List<SweepRow> run(List<SweepPoint> points) {
        return run(points, new PointsInTurn(this));
    }

    /**
     * Works on every point that has no result yet, including points that failed before. A point that fails becomes a line
     * with the reason, and the sweep goes on.
     *
     * @param backend where points are worked on
     * @return the lines of these points as they are in the file, in the order of the points
     */
    public List<SweepRow> run(List<SweepPoint> points, PointBackend backend) {
        SweepFile file = SweepFile.open(folder.resolve(table), compression.metric());
        refuseOthers(file.rows().values(), points);
        takeLeft(points, file);
        Set<Fingerprint> done = done(file);
        Predicate<SweepPoint> isDone = point -> done.contains(compression.fingerprint(point));
        points.stream().filter(isDone).forEach(point -> progress.course(point.name() + " is already there, skipped"));
        List<SweepPoint> left = points.stream().filter(isDone.negate()).toList();
        if (!left.isEmpty()) {
            PointQueue queue = new PointQueue(left, compression::fingerprint, done, file::add);
            backend.run(queue);
            queue.left().forEach(point -> file.add(withoutStart(point)));
        }
        return rows(points, file);
    }

    /** The fingerprints of points that have a result. */
    private static Set<Fingerprint> done(SweepFile file) {
        return file.rows().values().stream()
                .filter(SweepRow::isDone)
                .map(SweepRow::fingerprint)
                .collect(Collectors.toSet());
    }

    private SweepRow withoutStart(SweepPoint point) {
        SweepRow row = failed(
                point,
                "It starts from the weights of '" + point.start().orElseThrow().name() + "', which failed" + where());
        row.tell(progress, "");
        return row;
    }

    /** Takes lines into the table that processes left in the folders of their points. */
    private void takeLeft(List<SweepPoint> points, SweepFile file) {
        Map<Fingerprint, SweepRow> known = file.rows();
        for (SweepPoint point : points) {
            SweepRow row = known.get(compression.fingerprint(point));
            if (row == null || !row.isDone()) {
                left(point).filter(SweepRow::isDone).ifPresent(file::add);
            }
        }
    }

    /** The lines of these points when all are done, with some that take the place of earlier ones. Each is in the table once. */
    List<SweepRow> ended(List<SweepRow> changed, List<SweepPoint> points) {
        SweepFile file = SweepFile.open(folder.resolve(table), compression.metric());
        changed.forEach(file::add);
        file.settle();
        return rows(points, file);
    }

    private List<SweepRow> rows(List<SweepPoint> points, SweepFile file) {
        Map<Fingerprint, SweepRow> all = file.rows();
        return points.stream()
                .flatMap(p -> Stream.ofNullable(all.get(compression.fingerprint(p))))
                .toList();
    }

    /** Refuses rows of another sweep: of another network, card, teacher or data, or of a point's name with other options. */
    private void refuseOthers(Collection<SweepRow> rows, List<SweepPoint> points) {
        for (SweepRow row : rows) {
            Optional<SweepPoint> same = points.stream()
                    .filter(p -> p.name().equals(row.asked("name")))
                    .findFirst();
            List<ChangedSetting> changes = same.or(() -> points.stream().findFirst()).stream()
                    .flatMap(p -> compression.fingerprint(p).changesSince(row.fingerprint()).stream())
                    .filter(change -> same.isPresent() || SUBJECT.contains(change.name()))
                    .toList();
            if (row.isDone() && !changes.isEmpty()) {
                throw new OtherSettingsException(
                        "'" + row.asked("name") + "' in '" + folder.resolve(table) + "' was compressed",
                        changes,
                        names -> "Name another " + names.of(Setting.OUTPUT) + ", or use "
                                + names.of(Setting.OVERWRITING) + " to sweep anew.");
            }
        }
    }

    /** The line that a process left in the folder of a point. */
    Optional<SweepRow> left(SweepPoint point) {
        return new PointResult(folder, point).read(compression.fingerprint(point));
    }

    /** The hash of everything that decides the result of a point. */
    String identity(SweepPoint point) {
        return compression.fingerprint(point).hash();
    }

    /** Measures what points have in common, with nothing beside it. */
    void prepare(List<SweepPoint> points) {
        progress.course("Measuring what the points have in common");
        compression.prepare(points);
    }

    /** The bytes outside Java's heap that training takes at one of these points at most; 0 if they are not known. */
    long memory(List<SweepPoint> points) {
        return compression.memory(points);
    }

    /** Removes the line that an earlier process left of a point. */
    void forget(SweepPoint point) {
        new PointResult(folder, point).discard();
    }

    /** The line of a point that could not be worked on. */
    SweepRow failed(SweepPoint point, String reason) {
        return SweepRow.failed(point, compression.fingerprint(point), reason);
    }

    /** The machine, where the table is one of several that other machines write. */
    private String where() {
        return table.equals(RESULTS) ? "" : " (on " + HostName.here() + ")";
    }

    /** Says at which point and where a sweep ended whose folder cannot be written, as on a full disk. */
    UncheckedIOException stopped(SweepPoint point, UncheckedIOException problem) {
        IOException cause = Objects.requireNonNull(problem.getCause());
        String said = progress.told(problem);
        String why = said.equals(cause.toString()) ? FileTrouble.of(problem) : said.replaceFirst("\\.$", "");
        return new UncheckedIOException(
                "The sweep stopped at '" + point.name() + "' on " + HostName.here()
                        + ", and the same command goes on with it: " + why,
                cause);
    }

    /** Works on one point. The line says why if it fails. */
    SweepRow row(SweepPoint point) {
        Fingerprint fingerprint = compression.fingerprint(point);
        try {
            double lowPass = compression.predicted(point);
            Report report = compression.compress(point, folder.resolve(point.name()));
            return SweepRow.done(point, fingerprint, report, lowPass);
        } catch (InvalidInputException | ParityException e) {
            String reason = progress.told(e) + where();
            if (FileTrouble.isFullDisk(reason)) {
                throw new UncheckedIOException(progress.told(e), new IOException(e)); // not the point's fault
            }
            progress.message(point.name() + " failed: " + reason);
            return SweepRow.failed(point, fingerprint, reason);
        }
    }
}

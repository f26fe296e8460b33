package dev.coppice.eval.sweep;

import dev.coppice.eval.csv.Csv;
import dev.coppice.eval.csv.CsvFile;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file {@code sweep.csv}, with a line for every point. While a sweep works, lines are added; of several with the same
 * fingerprint the last counts. When it is done, each point has one.
 */
final class SweepFile {
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final int REASON = SweepRow.POINT.size() + 1;

    /** Names of points are names of folders beside the table, which may be read or removed. None leads elsewhere. */
    private static final Pattern NAME = Pattern.compile("\\w[^/\\\\:\\p{Cntrl}]*");

    private final CsvFile file;
    private final Metric metric;

    private SweepFile(CsvFile file, Metric metric) {
        this.file = file;
        this.metric = metric;
    }

    /**
     * Opens or creates the file.
     *
     * @param metric measure of the accuracy, which names its columns
     * @throws InvalidInputException if an existing file is no sweep of this version
     */
    static SweepFile open(Path file, Metric metric) {
        return new SweepFile(CsvFile.open(file, columns(metric)), metric);
    }

    /**
     * Opens an existing file to read it.
     *
     * @throws InvalidInputException if it is no sweep of this version
     */
    static SweepFile existing(Path file) {
        List<String> found = CsvFile.columns(file);
        Metric metric = Stream.of(Metric.values())
                .filter(m -> columns(m).equals(found))
                .findFirst()
                .orElse(Metric.MEAN_IOU);
        return new SweepFile(CsvFile.existing(file, columns(metric)), metric);
    }

    private static List<String> columns(Metric metric) {
        List<String> columns = new ArrayList<>(SweepRow.POINT);
        columns.addAll(List.of("status", "reason"));
        SweepRow.FIGURES.stream().map(metric::column).forEach(columns::add);
        columns.addAll(List.of(SweepRow.TIMED_ON, "options"));
        return columns;
    }

    Metric metric() {
        return metric;
    }

    /** Adds a line. It is on the disk when this returns. */
    void add(SweepRow row) {
        file.add(fields(row));
    }

    /** Leaves one line of each point, the last, where the first was: whoever reads the table counts each point once. */
    void settle() {
        List<List<String>> lines = file.lines();
        Map<String, List<String>> last = new LinkedHashMap<>();
        lines.forEach(fields -> last.put(fields.get(0), fields));
        if (last.size() < lines.size()) {
            file.replace(List.copyOf(last.values()));
        }
    }

    /** A whole file of these lines. */
    static String text(List<SweepRow> rows, Metric metric) {
        return Stream.concat(Stream.of(columns(metric)), rows.stream().map(SweepFile::fields))
                .map(fields -> Csv.format(fields) + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> fields(SweepRow row) {
        List<String> fields = new ArrayList<>(row.point());
        fields.addAll(List.of(row.isDone() ? DONE : FAILED, row.reason()));
        row.figures().forEach(f -> fields.add(SweepRow.format(f)));
        fields.addAll(List.of(row.timedOn(), row.fingerprint().text()));
        return fields;
    }

    /** The lines by their fingerprints, in the order of the file. */
    Map<Fingerprint, SweepRow> rows() {
        Map<Fingerprint, SweepRow> rows = new LinkedHashMap<>();
        for (List<String> fields : file.lines()) {
            SweepRow row = row(fields);
            rows.remove(row.fingerprint());
            rows.put(row.fingerprint(), row);
        }
        return rows;
    }

    private SweepRow row(List<String> fields) {
        if (!NAME.matcher(fields.get(0)).matches()) {
            throw new InvalidInputException(file.where() + " has a point with the name '" + fields.get(0)
                    + "', expected the plain name of a folder. Take the line out or name another folder.");
        }
        String status = fields.get(REASON - 1);
        String reason = fields.get(REASON);
        if (!status.equals(reason.isEmpty() ? DONE : FAILED)) {
            throw new InvalidInputException(file.where() + " says of point '" + fields.get(0) + "' that it is '"
                    + status
                    + "', with the reason '" + reason + "', expected '" + DONE + "' without a reason or '" + FAILED
                    + "' with one. Take the line out or name another folder.");
        }
        List<Double> figures = SweepRow.FIGURES.stream()
                .map(column -> file.number(fields, metric.column(column)))
                .toList();
        int timedOn = REASON + 1 + SweepRow.FIGURES.size();
        Fingerprint fingerprint = new Fingerprint(fields.get(timedOn + 1));
        return new SweepRow(
                fields.subList(0, SweepRow.POINT.size()), reason, figures, fields.get(timedOn), fingerprint);
    }
}

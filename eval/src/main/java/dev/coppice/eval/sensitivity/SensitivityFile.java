package dev.coppice.eval.sensitivity;

import dev.coppice.eval.csv.CsvFile;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.Setting;
import dev.coppice.models.measure.Metric;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file {@code sensitivity.csv}: a line for every layer and ratio, for one network and one set of options. */
final class SensitivityFile {
    private static final List<String> COLUMNS =
            List.of("layer", "ratio", "channels", "kept", "macsShare", "mIoU", "drop", "reason", "options");

    private final CsvFile file;
    private final Metric metric;
    private final Fingerprint fingerprint;
    private final Map<SensitivityRow.Key, SensitivityRow> rows = new LinkedHashMap<>();

    private SensitivityFile(CsvFile file, Metric metric, Fingerprint fingerprint) {
        this.file = file;
        this.metric = metric;
        this.fingerprint = fingerprint;
    }

    /**
     * Opens or creates the file.
     *
     * @param metric measure of the accuracy, which names its column
     * @param fingerprint everything that decides a line besides layer and ratio
     * @throws InvalidInputException if an existing file was measured with other settings or is no such file
     */
    static SensitivityFile open(Path path, Metric metric, Fingerprint fingerprint) {
        SensitivityFile table = new SensitivityFile(
                CsvFile.open(path, COLUMNS.stream().map(metric::column).toList()), metric, fingerprint);
        for (List<String> fields : table.file.lines()) {
            Fingerprint found = new Fingerprint(fields.get(COLUMNS.indexOf("options")));
            if (!found.equals(fingerprint)) {
                throw new OtherSettingsException(
                        "'" + path + "' was measured",
                        fingerprint.changesSince(found),
                        names -> "Name another " + names.of(Setting.OUTPUT) + ", or use "
                                + names.of(Setting.OVERWRITING) + " to measure anew.");
            }
            SensitivityRow row = table.row(fields);
            table.rows.put(row.key(), row);
        }
        return table;
    }

    /** The lines by layer and ratio. Of several lines for the same key the last counts. */
    Map<SensitivityRow.Key, SensitivityRow> rows() {
        return rows;
    }

    /** Adds a line. It is on the disk when this returns. */
    SensitivityRow add(SensitivityRow row) {
        file.add(List.of(
                row.layer(),
                text(row.ratio()),
                Integer.toString(row.channels()),
                Integer.toString(row.kept()),
                text(row.macsShare()),
                text(row.accuracy()),
                text(row.drop()),
                row.reason(),
                fingerprint.text()));
        rows.put(row.key(), row);
        return row;
    }

    private SensitivityRow row(List<String> fields) {
        return new SensitivityRow(
                fields.get(0),
                file.number(fields, "ratio"),
                (int) file.number(fields, "channels"),
                (int) file.number(fields, "kept"),
                file.number(fields, "macsShare"),
                file.number(fields, metric.key()),
                file.number(fields, "drop"),
                fields.get(COLUMNS.indexOf("reason")));
    }

    /** A figure with all its digits, so that a resumed run ends with exactly the figures of an unbroken one. */
    private static String text(double figure) {
        return Double.isNaN(figure) ? "" : Double.toString(figure);
    }
}

package dev.coppice.eval.cutoff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coppice.eval.csv.CsvFile;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.OtherSettingsException;
import dev.coppice.models.Setting;
import dev.coppice.models.resample.Grid;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file {@code cutoffs.csv}: a line for every measured tensor and grid, for one network and one set of options. */
final class CutoffFile {
    private static final List<String> COLUMNS =
            List.of("tensor", "grid", "mIoU", "drop", "lossIncrease", "discrepancy", "classDrops", "options");
    private static final JsonMapper JSON = new JsonMapper();

    private final CsvFile file;
    private final Fingerprint fingerprint;
    private final Map<Key, CutoffPoint> points = new LinkedHashMap<>();

    private record Key(String tensor, Grid grid) {}

    private CutoffFile(CsvFile file, Fingerprint fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /**
     * Opens or creates the file.
     *
     * @param fingerprint everything that decides a line besides tensor and grid
     * @throws InvalidInputException if an existing file was measured with other settings or is no such file
     */
    static CutoffFile open(Path path, Fingerprint fingerprint) {
        CutoffFile table = new CutoffFile(CsvFile.open(path, COLUMNS), fingerprint);
        for (List<String> fields : table.file.lines()) {
            Fingerprint found = new Fingerprint(fields.get(COLUMNS.indexOf("options")));
            if (!found.equals(fingerprint)) {
                throw new OtherSettingsException(
                        "'" + path + "' was measured",
                        fingerprint.changesSince(found),
                        names -> "Name another " + names.of(Setting.OUTPUT) + ", or use "
                                + names.of(Setting.OVERWRITING) + " to measure anew.");
            }
            table.keep(table.point(fields, path));
        }
        return table;
    }

    Optional<CutoffPoint> find(String tensor, Grid grid) {
        return Optional.ofNullable(points.get(new Key(tensor, grid)));
    }

    /** Adds a line. It is on the disk when this returns. */
    CutoffPoint add(CutoffPoint point) {
        file.add(List.of(
                point.tensor(),
                point.grid().toString(),
                text(point.accuracy()),
                text(point.drop()),
                text(point.lossIncrease()),
                text(point.discrepancy()),
                JSON.valueToTree(point.classDrops()).toString(),
                fingerprint.text()));
        return keep(point);
    }

    private CutoffPoint keep(CutoffPoint point) {
        points.put(new Key(point.tensor(), point.grid()), point);
        return point;
    }

    private CutoffPoint point(List<String> fields, Path path) {
        return new CutoffPoint(
                fields.get(0),
                Grid.parse(fields.get(1)),
                file.number(fields, "mIoU"),
                file.number(fields, "drop"),
                file.number(fields, "lossIncrease"),
                file.number(fields, "discrepancy"),
                drops(fields.get(COLUMNS.indexOf("classDrops")), path));
    }

    private static Map<String, Double> drops(String text, Path path) {
        try {
            return JSON.readValue(text, new TypeReference<LinkedHashMap<String, Double>>() {});
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    "'" + path + "' has '" + text + "' in column 'classDrops', expected an object of numbers. Take the"
                            + " line out or name another folder.",
                    e);
        }
    }

    /** A figure with all its digits, so that a resumed run ends with exactly the figures of an unbroken one. */
    private static String text(double figure) {
        return Double.isNaN(figure) ? "" : Double.toString(figure);
    }
}

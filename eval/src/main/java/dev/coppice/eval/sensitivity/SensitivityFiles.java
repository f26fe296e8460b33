package dev.coppice.eval.sensitivity;

import dev.coppice.eval.report.HeatMap;
import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.measure.Drop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The page, the table and the picture of a sensitivity analysis. Each file appears whole or not at all. */
public final class SensitivityFiles {
    /** The table of layers, the most sensitive first. */
    public static final String TABLE = "sensitivity.md";

    /** The page for a browser. */
    public static final String PAGE = "sensitivity.html";

    /** The heat map of layers, in graph order, against ratios. */
    public static final String PICTURE = "sensitivity.png";

    private SensitivityFiles() {}

    /**
     * Writes the files to a folder.
     *
     * @param data description of the data that accuracy was measured on
     * @throws UncheckedIOException if the folder cannot be written or the disk is full
     */
    public static void write(Path folder, SensitivityResult result, String data) {
        SensitivityHtml.page(result, data).write(folder.resolve(PAGE));
        WholeFile.write(folder.resolve(TABLE), SensitivityMarkdown.format(result, data));
        Path picture = folder.resolve(PICTURE);
        try {
            Pictures.write(picture, map(result, data).draw());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + picture + "': " + FileTrouble.of(e), e);
        }
    }

    private static HeatMap map(SensitivityResult result, String data) {
        List<HeatMap.Row> rows = result.layers().stream()
                .map(layer -> new HeatMap.Row(
                        layer.name() + " " + layer.channels(),
                        layer.points().stream()
                                .map(row -> Drop.points(row.drop()))
                                .toList()))
                .toList();
        String uncut =
                String.format(Locale.ROOT, "%.2f", 100 * result.original().accuracy());
        return new HeatMap(
                List.of(
                        "drop of the " + result.original().metric().words()
                                + " in points if one layer loses a share of its channels",
                        result.network() + ", uncut " + uncut + ", " + data),
                result.ratios().stream().map(String::valueOf).toList(),
                rows);
    }
}

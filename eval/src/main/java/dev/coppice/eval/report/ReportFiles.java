package dev.coppice.eval.report;

import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The files of a report in one folder. Each appears whole or not at all. */
public final class ReportFiles {
    /** The report for programs. */
    public static final String JSON = "report.json";

    /** The report for people. */
    public static final String MARKDOWN = "report.md";

    /** The picture of a few images, each with input, label, and predictions before and after. */
    public static final String EXAMPLES = "examples.png";

    private ReportFiles() {}

    /**
     * Writes {@code examples.png}, {@code report.md} and, last, {@code report.json}. If the last exists, so do the others.
     *
     * @throws UncheckedIOException if the folder cannot be written or the disk is full
     */
    public static void write(Path folder, Report report, RgbImage examples) {
        Path picture = folder.resolve(EXAMPLES);
        try {
            Pictures.write(picture, examples);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + picture + "': " + FileTrouble.of(e), e);
        }
        WholeFile.write(folder.resolve(MARKDOWN), ReportMarkdown.format(report));
        WholeFile.write(folder.resolve(JSON), ReportJson.format(report));
    }
}

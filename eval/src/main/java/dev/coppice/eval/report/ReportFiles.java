package dev.coppice.eval.report;

import dev.coppice.export.WholeFile;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.data.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The files of a report in one folder. Each appears whole or not at all. */
public final class ReportFiles {
    /** The report for programs. */
    public static final String JSON = "report.json";

    /** The report for people, in a browser. */
    public static final String PAGE = "report.html";

    /** The report for people, in a terminal or a text editor. */
    public static final String MARKDOWN = "report.md";

    /** The cost of the written model's nodes, for Model Explorer. */
    public static final String NODES = "report.nodes.json";

    /** The picture of a few images, each with input, label, and predictions before and after. */
    public static final String EXAMPLES = "examples.png";

    /** All of them. */
    public static final List<String> NAMES = List.of(PAGE, MARKDOWN, JSON, NODES, EXAMPLES);

    private ReportFiles() {}

    /**
     * Writes all files of a report, {@code report.json} last. If it exists, so do the others.
     *
     * @throws UncheckedIOException if the folder cannot be written or the disk is full
     */
    public static void write(Path folder, Report report) {
        Path picture = folder.resolve(EXAMPLES);
        try {
            Pictures.write(picture, picture(report.examples()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + picture + "': " + FileTrouble.of(e), e);
        }
        ReportHtml.page(report).write(folder.resolve(PAGE));
        WholeFile.write(folder.resolve(MARKDOWN), ReportMarkdown.format(report));
        WholeFile.write(folder.resolve(NODES), ReportNodes.format(report));
        WholeFile.write(folder.resolve(JSON), ReportJson.format(report));
    }

    private static RgbImage picture(ExampleSet examples) {
        return ExamplePicture.draw(
                examples.rows().stream()
                        .map(row -> new ExamplePicture.Row(row.image(), row.maps()))
                        .toList(),
                List.of("label", "before", "after"),
                examples.classes());
    }
}

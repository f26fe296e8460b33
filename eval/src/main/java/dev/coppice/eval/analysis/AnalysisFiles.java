package dev.coppice.eval.analysis;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.page.Page;
import dev.coppice.eval.report.AnalysisSection;
import dev.coppice.export.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of an analysis in one folder. Each appears whole or not at all. */
public final class AnalysisFiles {
    /** The analysis for programs. */
    public static final String JSON = "analysis.json";

    /** The analysis for people. */
    public static final String MARKDOWN = "analysis.md";

    /** The analysis for people, in a browser. */
    public static final String PAGE = "analysis.html";

    private AnalysisFiles() {}

    /**
     * Writes the pictures, {@code analysis.html}, {@code analysis.md} and, last, {@code analysis.json}. If the last exists, so do the others.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be written or the disk is full
     */
    public static void write(Path folder, Analysis analysis) {
        analysis.sections().forEach(section -> section.draw(folder));
        page(analysis).write(folder.resolve(PAGE));
        WholeFile.write(folder.resolve(MARKDOWN), markdown(analysis));
        WholeFile.write(folder.resolve(JSON), json(analysis).toPrettyString() + "\n");
    }

    /** The analysis as one object: {@code network, data, split, images} and one object per section. */
    public static ObjectNode json(Analysis analysis) {
        ObjectNode root = new JsonMapper()
                .createObjectNode()
                .put("network", analysis.network())
                .put("data", analysis.data())
                .put("split", analysis.split())
                .put("images", analysis.images());
        analysis.sections().forEach(section -> root.set(section.id(), section.json()));
        return root;
    }

    private static String markdown(Analysis analysis) {
        List<String> lines = new ArrayList<>();
        lines.add("# Spectral analysis of " + analysis.network());
        lines.add("");
        lines.add(where(analysis));
        for (AnalysisSection section : analysis.sections()) {
            lines.add("");
            lines.addAll(section.markdown());
        }
        return String.join("\n", lines) + "\n";
    }

    private static Page page(Analysis analysis) {
        return new Page(
                "Spectral analysis of " + analysis.network(),
                lead(analysis),
                analysis.sections().stream()
                        .map(section -> new Page.Section(section.id(), section.title(), section.html()))
                        .toList(),
                json(analysis));
    }

    /** Where it was measured, and what follows from it. */
    private static Html lead(Analysis analysis) {
        List<Html> lines = analysis.sections().stream()
                .flatMap(section -> section.verdict().stream())
                .<Html>map(line -> Html.element("li", line))
                .toList();
        Html where = Html.element("p", where(analysis)).of("verdict");
        return lines.isEmpty()
                ? where
                : Html.all(List.of(where, Html.element("ul").add(lines)));
    }

    private static String where(Analysis analysis) {
        return analysis.images() + " images of " + analysis.data() + "/" + analysis.split() + ".";
    }
}

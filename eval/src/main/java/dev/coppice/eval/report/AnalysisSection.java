package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** Findings of one kind, with the forms they are written in. Immutable; every number of page and pictures is in the JSON. */
public interface AnalysisSection {
    /** The key of {@code analysis.json} that holds this section, a word in lower case. */
    String id();

    /** The numbers. */
    ObjectNode json();

    /** What a person should see first, a few lines of text for a terminal. */
    String summary();

    /** The page, line by line, from its heading of second order on; pictures are linked by their file names. */
    List<String> markdown();

    /**
     * Writes the pictures that the page links into a folder, each whole or not at all.
     *
     * @throws java.io.UncheckedIOException if that fails
     */
    void draw(Path folder);
}

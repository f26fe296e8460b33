package dev.coppice.eval.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.eval.page.Html;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Findings of one kind, with the forms they are written in. Immutable. The JSON holds every number of the page and the
 * pictures.
 */
public interface AnalysisSection {
    /** The key of {@code analysis.json} that holds this section, a word in lower case. */
    String id();

    /** The numbers, as JSON. */
    ObjectNode json();

    /** What a person should see first: a few lines of text for a terminal. */
    String summary();

    /** What follows from it, in a sentence for the head of a page. */
    default Optional<String> verdict() {
        return Optional.empty();
    }

    /** The lines of the page, from its second-order heading on. It links pictures by their file names. */
    List<String> markdown();

    /** The heading of this section on a page for a browser. */
    String title();

    /** What the section holds on a page for a browser. */
    Html html();

    /**
     * Writes the pictures that the page links to a folder. Each file appears whole or not at all.
     *
     * @throws java.io.UncheckedIOException if that fails
     */
    void draw(Path folder);
}

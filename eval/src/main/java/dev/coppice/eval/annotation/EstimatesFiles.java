package dev.coppice.eval.annotation;

import dev.coppice.export.WholeFile;
import java.nio.file.Path;

/** Estimates as files, each whole or not at all. */
public final class EstimatesFiles {
    /** For programs. */
    public static final String JSON = "annotation.json";

    /** For people. */
    public static final String PAGE = "annotation.md";

    private EstimatesFiles() {}

    /** Writes both into a folder. */
    public static void write(Path folder, Estimates estimates) {
        WholeFile.write(folder.resolve(JSON), EstimatesJson.tree(estimates).toPrettyString() + "\n");
        WholeFile.write(folder.resolve(PAGE), EstimatesMarkdown.format(estimates));
    }
}

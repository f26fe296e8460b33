package dev.coppice.eval.annotation;

import dev.coppice.export.WholeFile;
import java.nio.file.Path;

/** The files of estimates. Each appears whole or not at all. */
public final class EstimatesFiles {
    /** The estimates for programs. */
    public static final String JSON = "annotation.json";

    /** The estimates for people. */
    public static final String PAGE = "annotation.md";

    private EstimatesFiles() {}

    /** Writes both files to a folder. */
    public static void write(Path folder, Estimates estimates) {
        WholeFile.write(folder.resolve(JSON), EstimatesJson.tree(estimates).toPrettyString() + "\n");
        WholeFile.write(folder.resolve(PAGE), EstimatesMarkdown.format(estimates));
    }
}

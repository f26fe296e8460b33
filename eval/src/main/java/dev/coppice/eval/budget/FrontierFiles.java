package dev.coppice.eval.budget;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.eval.csv.Csv;
import dev.coppice.export.WholeFile;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The files of a frontier, each whole or not at all. */
public final class FrontierFiles {
    /** Every point. */
    public static final String CSV = "frontier.csv";

    /** The same as a picture. */
    public static final String PICTURE = "frontier.png";

    private FrontierFiles() {}

    /**
     * Writes {@code frontier.csv} and {@code frontier.png}.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be written or the disk is full
     * @throws dev.coppice.models.InvalidInputException if there are no fonts for the picture; the table is there then
     */
    public static void write(Path folder, BudgetKind kind, BudgetOutcome outcome) {
        WholeFile.write(folder.resolve(CSV), csv(outcome.frontier()));
        FrontierPlot.write(folder.resolve(PICTURE), kind, outcome);
    }

    /** The original and every point, a line each, their heads first. */
    public static String csv(Frontier frontier) {
        return frontier.rows().stream().map(Csv::format).collect(Collectors.joining("\n", "", "\n"));
    }
}

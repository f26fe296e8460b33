package dev.coppice.eval.budget;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.eval.csv.Csv;
import dev.coppice.export.WholeFile;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The files of a frontier. Each appears whole or not at all. */
public final class FrontierFiles {
    /** The table of every point. */
    public static final String CSV = "frontier.csv";

    /** The plot of every point. */
    public static final String PICTURE = "frontier.png";

    private FrontierFiles() {}

    /**
     * Writes {@code frontier.csv} and {@code frontier.png}. The picture is left out if there are no fonts for it.
     *
     * @param metric measure of the accuracies
     * @param progress is told if the picture is left out
     * @throws java.io.UncheckedIOException if the folder cannot be written or the disk is full
     */
    public static void write(Path folder, Metric metric, BudgetKind kind, BudgetOutcome outcome, Progress progress) {
        WholeFile.write(folder.resolve(CSV), csv(metric, outcome.frontier()));
        try {
            FrontierPlot.write(folder.resolve(PICTURE), kind, outcome);
        } catch (InvalidInputException e) {
            progress.message(progress.told(e));
        }
    }

    /** A line for the original and for every point, after a line of headings. */
    public static String csv(Metric metric, Frontier frontier) {
        return frontier.rows(metric).stream().map(Csv::format).collect(Collectors.joining("\n", "", "\n"));
    }
}

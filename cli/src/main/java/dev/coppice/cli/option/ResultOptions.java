package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.eval.sweep.KeptPoints;
import dev.coppice.eval.tracking.RunTracker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for what becomes of a sweep's points. */
@Grouped(OptionGroup.OUTPUT)
public final class ResultOptions {
    @Option(
            names = "--keep-points",
            paramLabel = "all|front|none",
            description =
                    "Points whose folders stay when the sweep is done: ${COMPLETION-CANDIDATES}. Their rows stay in"
                            + " any case. Default: all.")
    private KeptPoints kept = KeptPoints.ALL;

    @Option(
            names = "--mlflow",
            paramLabel = "DIR|URL",
            description =
                    "Log every point as a run of MLflow, in a folder or on a tracking server: settings, figures, the"
                            + " curve of training, the model with its report. Default: none.")
    private @Nullable String mlflow;

    /** The points to be kept. */
    public KeptPoints kept() {
        return kept;
    }

    /**
     * Opens the place where points are logged.
     *
     * @param experiment what the runs are summed up under
     * @throws dev.coppice.models.InvalidInputException if it cannot be used
     */
    public Optional<RunTracker> tracker(String experiment) {
        return Optional.ofNullable(mlflow).map(where -> RunTracker.mlflow(where, experiment));
    }
}

package dev.coppice.eval.tracking;

import java.util.Optional;

/** A place where runs are logged, under the name of an experiment. */
public interface RunTracker {
    /**
     * Opens MLflow.
     *
     * @param where URL of a tracking server, or a folder in the layout of MLflow's file store
     * @param experiment name of the experiment, which is made if there is none
     * @throws dev.coppice.models.InvalidInputException if the server does not answer, or refuses
     */
    static RunTracker mlflow(String where, String experiment) {
        return where.startsWith("http://") || where.startsWith("https://")
                ? MlflowServer.open(where, experiment)
                : MlflowFolder.open(where, experiment);
    }

    /**
     * Logs a run. A run that is there already is left as it is.
     *
     * @return whether it was logged now
     */
    boolean log(TrackedRun run);

    /** What could not be logged of the runs, and why, as a sentence; empty if all was. */
    default Optional<String> omission() {
        return Optional.empty();
    }
}

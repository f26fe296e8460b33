package dev.coppice.models.samediff;

import dev.coppice.models.InvalidInputException;

/** This platform has no build of ND4J, which training in SameDiff needs. */
public final class TrainingUnavailableException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    TrainingUnavailableException(Throwable cause) {
        super(
                "Training needs ND4J, which has no build for this platform (" + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
                        + "). Inspecting, pruning (--epochs 0) and evaluating work here; train on linux-x86_64,"
                        + " linux-arm64, windows-x86_64 or macosx-x86_64.",
                cause);
    }
}

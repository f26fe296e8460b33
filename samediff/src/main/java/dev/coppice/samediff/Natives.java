package dev.coppice.samediff;

import org.nd4j.linalg.factory.Nd4j;

/** Loader of ND4J's native library. */
public final class Natives {
    private Natives() {}

    /**
     * Loads ND4J.
     *
     * @throws TrainingUnavailableException if there is no build for this platform
     */
    public static void require() {
        try {
            Nd4j.getExecutioner();
        } catch (LinkageError e) {
            throw new TrainingUnavailableException(e);
        }
    }
}

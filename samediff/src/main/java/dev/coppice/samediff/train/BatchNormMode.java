package dev.coppice.samediff.train;

/** What batch normalisations do while a network is retrained. */
public enum BatchNormMode {
    /** Statistics stay as they are; normalisations are folded into the weights before them where that is possible. */
    KEPT,
    /** Statistics are measured anew before training, then kept. */
    REESTIMATED,
    /**
     * Every step uses its batch's own statistics, as when the network was trained first; they are measured anew whenever the
     * network is validated.
     */
    BATCH
}

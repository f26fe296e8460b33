package dev.coppice.samediff.train;

/** Reason why a run ended; the worst comes last. */
public enum Ending {
    /** All steps were taken. */
    COMPLETED,
    /** The time limit was reached first. */
    OUT_OF_TIME,
    /** The user asked it to stop. */
    INTERRUPTED,
    /** The loss became infinite or NaN. */
    DIVERGED
}

package dev.coppice.samediff.train;

/** Why a run ended, the worst last. */
public enum Ending {
    /** All steps were taken. */
    COMPLETED,
    /** The time limit was reached first. */
    OUT_OF_TIME,
    /** Somebody asked it to stop. */
    INTERRUPTED,
    /** The loss became infinite or no number. */
    DIVERGED
}

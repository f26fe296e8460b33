package dev.coppice.samediff.train;

/** Mode of batch normalisations during retraining. */
public enum BatchNormMode {
    /** Statistics stay fixed; normalisations are folded into the weights before them if possible. */
    KEPT,
    /** Statistics are measured again before training, then stay fixed. */
    REESTIMATED,
    /** Every step uses its batch's own statistics, as in the first training; every validation measures them again. */
    BATCH
}

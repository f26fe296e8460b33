package dev.coppice.samediff.lowering;

/** What a lowered graph is for. */
public enum LoweringMode {
    /** Every weight is a constant: forward only. */
    INFERENCE,
    /** Weights are variables that training changes; batch statistics stay as they are. */
    TRAINING
}

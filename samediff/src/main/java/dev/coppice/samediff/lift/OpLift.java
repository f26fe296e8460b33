package dev.coppice.samediff.lift;

/** Rule that translates one SameDiff operator to nodes. */
@FunctionalInterface
interface OpLift {
    /**
     * Emits nodes for an operator.
     *
     * @throws UnliftableException if this variation has no counterpart
     */
    void lift(LiftedOp op);
}

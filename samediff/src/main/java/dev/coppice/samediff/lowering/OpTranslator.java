package dev.coppice.samediff.lowering;

import java.util.Optional;

/** Translator of one operator family to SameDiff. */
public interface OpTranslator {
    /** Emits operators for the context's node and sets its outputs. */
    void lower(LoweringContext context);

    /** The reason why a node cannot be lowered; empty if it can. All nodes are checked before the first is lowered. */
    default Optional<String> objection(LoweringContext context) {
        return Optional.empty();
    }

    /** Whether a constant at this input position is a weight, which training changes. */
    default boolean trains(int position) {
        return false;
    }
}

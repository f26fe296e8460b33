package dev.coppice.samediff.lowering;

import java.util.Optional;

/** Translates one operator family to SameDiff. */
public interface OpTranslator {
    /** Emits operators for the context's node and hands over its first output. */
    void lower(LoweringContext context);

    /** Why this node cannot be lowered, empty if it can; asked for every node before any is lowered. */
    default Optional<String> objection(LoweringContext context) {
        return Optional.empty();
    }

    /** Whether a constant at this input position is a weight, which training changes. */
    default boolean trains(int position) {
        return false;
    }
}

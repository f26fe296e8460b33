package dev.coppice.models.network.tail;

import java.util.Optional;

/** What one kind of operator makes of a prediction. */
interface TailOperator {
    /** The tensor that the prediction comes in by; empty if this node is none that can stand behind logits. */
    default Optional<String> from(TailContext at) {
        return Optional.of(at.node().input(0));
    }

    /** Whether what comes in can be nothing but logits, or what was made of them. */
    boolean decides(TailContext at);

    /** The prediction behind the node; empty if it cannot be read there. */
    Optional<Answer> after(Answer before, TailContext at);
}

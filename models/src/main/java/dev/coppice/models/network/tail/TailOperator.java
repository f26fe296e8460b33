package dev.coppice.models.network.tail;

import java.util.Optional;

/** Effect of one kind of operator on a prediction. */
interface TailOperator {
    /** The input tensor that carries the prediction; empty if this node cannot follow logits. */
    default Optional<String> from(TailContext at) {
        return Optional.of(at.node().input(0));
    }

    /** Whether the node decides: its input must be the logits or a function of them. */
    boolean decides(TailContext at);

    /** How to read the prediction after the node; empty if it cannot be read there. */
    Optional<Answer> after(Answer before, TailContext at);
}

package dev.coppice.models.network.tail;

import dev.coppice.models.graph.ElementType;
import java.util.Arrays;
import java.util.Optional;

/** Tail of a cast to another element type. Integers lose values between 0 and 1 and keep values up to 255. */
final class CastTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return false;
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        int code = at.node().attributes().integer("to", 0);
        boolean decided = before.holds() == OutputContent.CLASSES || before.holds() == OutputContent.MASK;
        boolean floating = Arrays.stream(ElementType.values()).anyMatch(t -> t.code() == code && t.isFloating());
        boolean truth = code == ElementType.BOOL.code() && before.holds() != OutputContent.MASK;
        return !truth && (floating || decided || before.threshold() > 1) ? Optional.of(before) : Optional.empty();
    }
}

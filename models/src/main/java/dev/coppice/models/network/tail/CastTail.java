package dev.coppice.models.network.tail;

import dev.coppice.models.graph.ElementType;
import java.util.Arrays;
import java.util.Optional;

/** Another element type. What lies between 0 and 1 is lost in whole numbers, what goes up to 255 is not. */
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

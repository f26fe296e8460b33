package dev.coppice.models.network.tail;

import java.util.Optional;

/** Tail of a resize to another height and width. Class indices cannot be interpolated. */
final class ResizeTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return false;
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        boolean nearest = at.node().attributes().text("mode", "nearest").equals("nearest");
        return nearest || before.holds() != OutputContent.CLASSES
                ? before.layout().resized(at.output()).map(before::with)
                : Optional.empty();
    }
}

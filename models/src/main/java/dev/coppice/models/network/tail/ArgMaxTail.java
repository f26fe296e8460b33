package dev.coppice.models.network.tail;

import java.util.Optional;

/** Tail of an ArgMax over at least two classes. */
final class ArgMaxTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return true;
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        boolean overClasses = before.channels() > 1 && before.layout().find(MapAxis.C) == at.axis(0);
        boolean axisStays = at.node().attributes().integer("keepdims", 1) == 1;
        return overClasses
                ? Optional.of(
                        before.with(before.layout().withoutClasses(axisStays)).with(OutputContent.CLASSES, 0.5))
                : Optional.empty();
    }
}

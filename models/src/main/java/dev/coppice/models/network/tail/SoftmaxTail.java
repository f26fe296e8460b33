package dev.coppice.models.network.tail;

import java.util.Optional;

/**
 * Tail of a Softmax or LogSoftmax over at least two classes. It may span the pixels too, as each pixel's largest class stays
 * the same.
 */
final class SoftmaxTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return true;
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        boolean overClasses =
                before.channels() > 1 && before.layout().axes().get(at.axis(-1)).contains(MapAxis.C);
        if (!overClasses) {
            return Optional.empty();
        }
        return Optional.of(
                at.node().is("Softmax")
                        ? before.with(OutputContent.PROBABILITIES, 0.5)
                        : before.with(OutputContent.LOG_PROBABILITIES, Math.log(0.5)));
    }
}

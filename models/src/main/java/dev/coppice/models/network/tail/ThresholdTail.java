package dev.coppice.models.network.tail;

import java.util.Optional;

/** Tail of an operator that turns one channel into 0 and 1: a comparison with a constant, or a rounded probability. */
final class ThresholdTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return true;
    }

    @Override
    public Optional<String> from(TailContext at) {
        return Optional.of(at.node().input(at.node().is("Less", "LessOrEqual") ? 1 : 0));
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        boolean half = before.holds() == OutputContent.PROBABILITIES && before.threshold() == 0.5;
        boolean clear = at.node().is("Round")
                ? half
                : at.scalar(at.node().is("Less", "LessOrEqual") ? 0 : 1).isPresent();
        return clear && before.channels() == 1 && before.holds() != OutputContent.CLASSES
                ? Optional.of(before.with(OutputContent.MASK, 0.5))
                : Optional.empty();
    }
}

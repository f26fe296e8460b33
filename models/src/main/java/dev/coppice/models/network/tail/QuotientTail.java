package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Node;
import java.util.Optional;

/**
 * Tail of a division: by a constant, or a Softmax written by hand, exp(x) / Σ exp(x), with or without subtracting the
 * maximum first.
 */
final class QuotientTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return exponential(at).isPresent();
    }

    @Override
    public Optional<String> from(TailContext at) {
        return exponential(at)
                .map(exp -> shifted(at, exp.input(0)))
                .or(() -> Optional.of(at.node().input(0)).filter(t -> at.isConstant(1)));
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        Optional<Node> exp = exponential(at);
        if (exp.isPresent()) {
            Node sum = at.graph().producer(at.node().input(1)).orElseThrow();
            boolean overClasses = before.channels() > 1 && isOver(before, at.with(sum));
            return overClasses ? Optional.of(before.with(OutputContent.PROBABILITIES, 0.5)) : Optional.empty();
        }
        return at.scalar(1)
                .filter(divisor -> divisor > 0 && before.holds() != OutputContent.CLASSES)
                .map(divisor -> before.with(before.holds(), before.threshold() / divisor));
    }

    /** The exponential that is divided by its sum. */
    private static Optional<Node> exponential(TailContext at) {
        String dividend = at.node().input(0);
        boolean byOwnSum = at.graph()
                .producer(at.node().input(1))
                .filter(n -> n.is("ReduceSum") && n.input(0).equals(dividend))
                .isPresent();
        return byOwnSum ? at.graph().producer(dividend).filter(n -> n.is("Exp")) : Optional.empty();
    }

    /** The tensor whose maximum was subtracted. */
    private static String shifted(TailContext at, String exponent) {
        return at.graph()
                .producer(exponent)
                .filter(n -> n.is("Sub"))
                .filter(n -> at.graph()
                        .producer(n.input(1))
                        .filter(max -> max.is("ReduceMax") && max.input(0).equals(n.input(0)))
                        .isPresent())
                .map(n -> n.input(0))
                .orElse(exponent);
    }

    private static boolean isOver(Answer before, TailContext sum) {
        int rank = sum.shapes().of(sum.node().input(0)).rank();
        long[] axes =
                sum.shapes().value(sum.node().input(1)).map(t -> t.toLongs()).orElse(new long[0]);
        return axes.length == 1
                && Math.floorMod(axes[0], rank) == before.layout().find(MapAxis.C);
    }
}

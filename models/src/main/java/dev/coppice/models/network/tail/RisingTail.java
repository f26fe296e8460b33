package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Node;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tail of an increasing function of one number. The largest channel stays the largest, and a threshold moves with the
 * function.
 */
final class RisingTail implements TailOperator {
    @Override
    public boolean decides(TailContext at) {
        return false;
    }

    /** The only operand that is not constant. */
    @Override
    public Optional<String> from(TailContext at) {
        Node node = at.node();
        if (!node.is("Mul", "Add", "Sub")) {
            return Optional.of(node.input(0));
        }
        return at.isConstant(0)
                ? Optional.of(node.input(1))
                : Optional.of(node.input(0)).filter(t -> at.isConstant(1));
    }

    @Override
    public Optional<Answer> after(Answer before, TailContext at) {
        boolean indices = before.holds() == OutputContent.CLASSES;
        OptionalDouble threshold = indices ? OptionalDouble.empty() : value(before.threshold(), at);
        return threshold.isPresent()
                ? Optional.of(before.with(content(before.holds(), at.node()), threshold.getAsDouble()))
                : Optional.empty();
    }

    private static OutputContent content(OutputContent before, Node node) {
        if (node.is("Exp") && before == OutputContent.LOG_PROBABILITIES) {
            return OutputContent.PROBABILITIES;
        }
        return node.is("Log") && before == OutputContent.PROBABILITIES ? OutputContent.LOG_PROBABILITIES : before;
    }

    private static OptionalDouble value(double x, TailContext at) {
        return switch (at.node().op()) {
            case "Exp" -> OptionalDouble.of(Math.exp(x));
            case "Log" -> x > 0 ? OptionalDouble.of(Math.log(x)) : OptionalDouble.empty();
            case "Clip" -> clipped(x, at);
            default -> arithmetic(x, at);
        };
    }

    private static OptionalDouble arithmetic(double x, TailContext at) {
        boolean turned = at.node().is("Sub") && at.isConstant(0);
        Optional<Double> operand = turned ? Optional.empty() : at.scalar(at.isConstant(0) ? 0 : 1);
        if (operand.isEmpty() || (at.node().is("Mul") && operand.get() <= 0)) {
            return OptionalDouble.empty();
        }
        double by = operand.get();
        return OptionalDouble.of(
                switch (at.node().op()) {
                    case "Mul" -> x * by;
                    case "Add" -> x + by;
                    default -> x - by;
                });
    }

    /** A threshold that is cut off no longer separates the classes. */
    private static OptionalDouble clipped(double x, TailContext at) {
        double low = at.scalar(1).orElse(Double.NEGATIVE_INFINITY);
        double high = at.scalar(2).orElse(Double.POSITIVE_INFINITY);
        return low <= x && x < high ? OptionalDouble.of(x) : OptionalDouble.empty();
    }
}

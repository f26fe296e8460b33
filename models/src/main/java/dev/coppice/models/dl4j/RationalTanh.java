package dev.coppice.models.dl4j;

import dev.coppice.models.graph.Attributes;

/**
 * The activation 1.7159 · sgn(y)(1 − 1/(1 + |y| + y² + 1.41645y⁴)) with y = 2x/3, an approximation of 1.7159 tanh y. With d = |y|
 * + y² + 1.41645y⁴ it is 1.7159 · y(1 + |y| + 1.41645|y|³) / (1 + d), which needs no sign.
 */
final class RationalTanh {
    private static final double SCALE = 1.7159;
    private static final double INNER = 2.0 / 3;
    private static final double QUARTIC = 1.41645;

    private final Step step;

    private RationalTanh(Step step) {
        this.step = step;
    }

    static String apply(Step step, String x) {
        return new RationalTanh(step).of(x);
    }

    private String of(String x) {
        String y = node("Mul", "y", x, number("inner", INNER));
        String size = node("Abs", "size", y);
        String square = node("Mul", "square", y, y);
        String cube = node("Mul", "cube", node("Mul", "cubed", square, size), number("quartic", QUARTIC));
        // 1 + |y| + c|y|³, the quotient d / |y|
        String ratio = node("Add", "ratio", node("Add", "linear1", size, number("one", 1)), cube);
        String below = node("Add", "below", node("Mul", "d", size, ratio), number("unit", 1));
        String part = node("Div", "part", node("Mul", "above", y, ratio), below);
        return step.last("Mul", Attributes.NONE, part, number("scale", SCALE));
    }

    private String node(String op, String part, String... reads) {
        return step.inside(op, part, Attributes.NONE, reads);
    }

    private String number(String part, double value) {
        return step.draft().number(step.name() + "." + part, value);
    }
}

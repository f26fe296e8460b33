package dev.coppice.compress.kernel;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Optional;

/**
 * Mish, x · tanh(ln(1 + e^x)) (Misra, arXiv 1908.08681), as x · n / (n + 2) with n = e^x (e^x + 2): the tangent of a logarithm is a
 * quotient. From x = 20 on the quotient is 1 in single precision, so larger ones are taken for 20 in it and nothing overflows.
 */
final class MishForm implements FastForm {
    private static final float ONE_FROM = 20;

    @Override
    public String op() {
        return "Mish";
    }

    @Override
    public Optional<WrittenOut> of(Graph graph, Node node) {
        String x = node.input(0);
        WrittenOut out = new WrittenOut(graph, node, "x · n / (n + 2) with n = e^x (e^x + 2)");
        String two = out.number(2);
        String power = out.add("Exp", out.add("Min", x, out.number(ONE_FROM)));
        String n = out.add("Mul", power, out.add("Add", power, two));
        String quotient = out.add("Div", n, out.add("Add", n, two));
        return Optional.of(out.end("Mul", x, quotient));
    }
}

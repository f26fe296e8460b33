package dev.coppice.compress.kernel;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Optional;

/** Mish, x · tanh(ln(1 + e^x)) (Misra, arXiv 1908.08681), with the tangent of a logarithm as a {@link TanhForm quotient}. */
final class MishForm implements FastForm {
    @Override
    public String op() {
        return "Mish";
    }

    @Override
    public Optional<WrittenOut> of(Graph graph, Node node) {
        String x = node.input(0);
        WrittenOut out = new WrittenOut(graph, node, "x · " + TanhForm.QUOTIENT);
        return Optional.of(out.end("Mul", x, out.add("Div", TanhForm.quotient(out, x))));
    }
}

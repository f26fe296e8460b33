package dev.coppice.compress.kernel;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Optional;

/**
 * Softplus, ln(1 + e^x), as max(x, 0) + ln(1 + e^−|x|), which overflows nowhere and is exact to the rounding of 1 + e^−|x| (6e-8).
 */
final class SoftplusForm implements FastForm {
    @Override
    public String op() {
        return "Softplus";
    }

    @Override
    public Optional<WrittenOut> of(Graph graph, Node node) {
        String x = node.input(0);
        WrittenOut out = new WrittenOut(graph, node, "max(x, 0) + ln(1 + e^−|x|)");
        String small = out.add("Exp", out.add("Neg", out.add("Abs", x)));
        String log = out.add("Log", out.add("Add", small, out.number(1)));
        return Optional.of(out.end("Add", out.add("Relu", x), log));
    }
}

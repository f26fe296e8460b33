package dev.coppice.compress.kernel;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Optional;

/**
 * Tanh of a Softplus, as exporters write Mish: tanh(ln(1 + e^x)) = n / (n + 2) with n = e^x (e^x + 2). From x = 20 on it is 1 in single
 * precision, so larger numbers are taken for 20 and nothing overflows. The Softplus goes if nothing else reads it: its
 * kernel is the slow one.
 */
final class TanhForm implements FastForm {
    static final String QUOTIENT = "n / (n + 2) with n = e^x (e^x + 2)";

    private static final float ONE_FROM = 20;

    @Override
    public String op() {
        return "Tanh";
    }

    @Override
    public Optional<WrittenOut> of(Graph graph, Node node) {
        return graph.producer(node.input(0))
                .filter(before -> before.is("Softplus") && isReadHereAlone(graph, before))
                .map(softplus -> {
                    WrittenOut out = new WrittenOut(graph, node, QUOTIENT).without(softplus);
                    return out.end("Div", quotient(out, softplus.input(0)));
                });
    }

    private static boolean isReadHereAlone(Graph graph, Node softplus) {
        return graph.uses(softplus.output()).size() == 1 && !graph.isOutput(softplus.output());
    }

    /** Adds n = e^x (e^x + 2) and n + 2, and gives both. */
    static String[] quotient(WrittenOut out, String x) {
        String two = out.number(2);
        String power = out.add("Exp", out.add("Min", x, out.number(ONE_FROM)));
        String n = out.add("Mul", power, out.add("Add", power, two));
        return new String[] {n, out.add("Add", n, two)};
    }
}

package dev.coppice.models.resample;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.Operators;
import java.util.List;

/**
 * The parameters of a {@code Resample} node: one input X (N×C×H×W), one output on the given grid of the network's input.
 *
 * @param kind method of resampling
 * @param grid the target, relative to the network's image input, so that it means the same at any input size
 */
public record Resample(Resampling kind, Grid grid) {
    /** The operator's name in domain {@link Operators#COPPICE}. */
    public static final String OP = "Resample";

    /** Whether a node is this operator. */
    public static boolean isResample(Node node) {
        return node.domain().equals(Operators.COPPICE) && node.op().equals(OP);
    }

    /** The parameters of a node for which {@link #isResample} holds. */
    public static Resample of(Node node) {
        Attributes a = node.attributes();
        int p = a.integer("p", 0);
        int q = a.integer("q", 0);
        return new Resample(Resampling.parse(a.text("kind", "")), new Grid(p, q, a.integer("r", p), a.integer("s", q)));
    }

    /**
     * A node with these parameters, named after its output. Attributes {@code p}, {@code q} are the fraction of both axes,
     * or of the height where {@code r}, {@code s} give the width's.
     */
    public Node node(String input, String output) {
        Attributes height =
                Attributes.NONE.with("kind", kind.id()).with("p", grid.p()).with("q", grid.q());
        Attributes both = grid.isUniform() ? height : height.with("r", grid.r()).with("s", grid.s());
        return new Node(output, Operators.COPPICE, OP, List.of(input), List.of(output), both);
    }
}

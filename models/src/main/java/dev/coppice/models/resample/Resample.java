package dev.coppice.models.resample;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.Operators;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a {@code Resample} node: one input X (N×C and one to three space axes), one output on the given grid of the network's input.
 *
 * @param kind method of resampling
 * @param grid the target, relative to the network's image input, so that it means the same at any input size
 */
public record Resample(Resampling kind, Grid grid) {
    /** The operator's name in domain {@link Operators#COPPICE}. */
    public static final String OP = "Resample";

    /** Attributes that hold numerators and denominators, axis by axis. */
    private static final String[] NAMES = {"p", "q", "r", "s", "t", "u"};

    /** Whether a node is this operator. */
    public static boolean isResample(Node node) {
        return node.domain().equals(Operators.COPPICE) && node.op().equals(OP);
    }

    /** The parameters of a node for which {@link #isResample} holds. */
    public static Resample of(Node node) {
        Attributes a = node.attributes();
        List<Grid.Share> axes = new ArrayList<>();
        for (int i = 0; i < NAMES.length && (i == 0 || a.has(NAMES[i])); i += 2) {
            axes.add(new Grid.Share(a.integer(NAMES[i], 0), a.integer(NAMES[i + 1], 0)));
        }
        return new Resample(Resampling.parse(a.text("kind", "")), new Grid(axes));
    }

    /**
     * A node with these parameters, named after its output. Attributes {@code p}, {@code q} are the fraction of all axes, or
     * of the first where {@code r}, {@code s} and {@code t}, {@code u} give those of the others.
     */
    public Node node(String input, String output) {
        Attributes attributes = Attributes.NONE.with("kind", kind.id());
        for (int i = 0; i < grid.axes().size(); i++) {
            Grid.Share share = grid.axes().get(i);
            attributes = attributes.with(NAMES[2 * i], share.p()).with(NAMES[2 * i + 1], share.q());
        }
        return new Node(output, Operators.COPPICE, OP, List.of(input), List.of(output), attributes);
    }
}

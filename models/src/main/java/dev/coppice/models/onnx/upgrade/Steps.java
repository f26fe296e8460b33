package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The nodes that an upgrade writes for one node, step by step. */
final class Steps {
    private final Node origin;
    private final String hint;
    private final UpgradeContext context;
    private final List<Node> nodes = new ArrayList<>();

    Steps(Node origin, UpgradeContext context) {
        this(origin, origin.name(), context);
    }

    /** Names what is made after the hint. */
    Steps(Node origin, String hint, UpgradeContext context) {
        this.origin = origin;
        this.hint = hint;
        this.context = context;
    }

    /** Adds a node without attributes and gives its output. */
    String add(String op, String... inputs) {
        return add(op, Attributes.NONE, inputs);
    }

    /** Adds a node and gives its output. */
    String add(String op, Attributes attributes, String... inputs) {
        return named(op, op, attributes, inputs);
    }

    /** Adds a node that is called after its role and gives its output. */
    String named(String role, String op, Attributes attributes, String... inputs) {
        String output = context.freshName(hint + "_" + role);
        nodes.add(Node.of(op, output, attributes, inputs));
        return output;
    }

    /** The product with a number. */
    String scaled(String x, float factor) {
        return add("Mul", x, scalar("factor", factor));
    }

    /** A constant number. */
    String scalar(String role, float value) {
        return context.addConstant(hint + "_" + role, Tensor.scalar(value));
    }

    /** A constant vector of integers. */
    String longs(String role, long... values) {
        return context.addConstant(hint + "_" + role, Tensor.vector(values));
    }

    /** A vector of one value per channel, shaped so that it broadcasts against N×C×… of this rank. */
    String perChannel(String vector, int rank) {
        return rank == 2
                ? vector
                : add(
                        "Unsqueeze",
                        vector,
                        longs("axes", LongStream.range(1, rank - 1).toArray()));
    }

    /** All nodes, the last of which gives the outputs of the node that they replace. */
    List<Node> finish(String op, String... inputs) {
        nodes.add(new Node(
                origin.name(), "", op, List.of(inputs), origin.outputs().subList(0, 1), Attributes.NONE));
        return List.copyOf(nodes);
    }
}

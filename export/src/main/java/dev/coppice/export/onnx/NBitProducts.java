package dev.coppice.export.onnx;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.NBitWeights;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Products that came as MatMulNBits, written as they came: a MatMul that says how exactly it computes, whose weights have
 * scales of blocks. Where weights are in floating point by now, it is a plain MatMul.
 */
final class NBitProducts {
    private static final int ZERO = 2;

    private NBitProducts() {}

    /** The graph with these operators; the same graph if it has none of them. */
    static Graph pack(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("MatMul") && node.attributes().has(NBitWeights.ACCURACY)) {
                Node plain = node.withAttributes(node.attributes().without(NBitWeights.ACCURACY));
                Optional<NBitWeights> form = form(graph, node);
                edits.add(new GraphEdit.ReplaceNode(
                        node.name(),
                        form.map(f -> packed(graph, node, f, edits)).orElse(plain)));
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    /** The form of a node's weights; empty if the operator does not have it. */
    private static Optional<NBitWeights> form(Graph graph, Node node) {
        Optional<QuantizedConstant> weights = QuantizedConstant.of(graph, node.input(1))
                .filter(w -> w.isBlocked() && w.axis() == 0 && w.shape().rank() == 2)
                .filter(w -> w.block() % 2 == 0 && hasZeros(graph, w.node()));
        if (weights.isEmpty()) {
            return Optional.empty();
        }
        Node source = weights.get().node();
        ElementType type = graph.constant(source.input(0)).orElseThrow().type();
        int bits = type == ElementType.UINT4 ? 4 : 8;
        return Optional.of(new NBitWeights(
                        weights.get().shape().size(0),
                        weights.get().shape().size(1),
                        bits,
                        source.attributes().integer(QuantizedConstant.BLOCK, 0)))
                .filter(form -> form.type() == type);
    }

    /** Whether there is a zero point for each scale. */
    private static boolean hasZeros(Graph graph, Node source) {
        return source.hasInput(ZERO)
                && stored(graph, source, ZERO)
                        .shape()
                        .equals(stored(graph, source, 1).shape());
    }

    private static Node packed(Graph graph, Node node, NBitWeights form, List<GraphEdit> edits) {
        Node source = graph.producer(node.input(1)).orElseThrow();
        List<String> inputs = new ArrayList<>(List.of(node.input(0)));
        inputs.add(put(source, "B", form.packed(stored(graph, source, 0)), edits));
        inputs.add(put(source, "scales", form.rows(stored(graph, source, 1)), edits));
        Tensor zeros = stored(graph, source, ZERO);
        if (!zeros.equals(form.middle())) {
            inputs.add(put(source, "zero_points", form.packedZeros(zeros), edits));
        }
        Attributes attributes = Attributes.NONE
                .with("K", form.inputs())
                .with("N", form.outputs())
                .with("bits", form.bits())
                .with(QuantizedConstant.BLOCK, form.block())
                .with(NBitWeights.ACCURACY, node.attributes().integer(NBitWeights.ACCURACY, 0));
        return new Node(node.name(), NBitWeights.DOMAIN, NBitWeights.OP, inputs, node.outputs(), attributes);
    }

    private static Tensor stored(Graph graph, Node source, int position) {
        return graph.constant(source.input(position)).orElseThrow();
    }

    /** Stores a constant of the operator; readers of the same weights share it. */
    private static String put(Node source, String role, Tensor value, List<GraphEdit> edits) {
        String name = source.output() + "/" + role;
        edits.add(new GraphEdit.PutConstant(name, value));
        return name;
    }
}

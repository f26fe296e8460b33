package dev.coppice.models.onnx.dequantize;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.operator.OperatorKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Removal of quantisation from a graph: quantised constants become their values, and what is quantised only on the way
 * stays in floating point, within the range that its integers had. What the graph reads or gives in integers stays.
 */
public final class FloatingPoint {
    private static final int ZERO = 2;
    private static final Set<ElementType> SIGNED = EnumSet.of(ElementType.INT4, ElementType.INT8, ElementType.INT16);

    /** Movements that sum elements, or put zeros or those of another tensor beside them. */
    private static final String[] MIXING = {
        "CenterCropPad", "Col2Im", "Concat", "Pad", "Scatter", "ScatterElements", "ScatterND", "Trilu"
    };

    private final Graph graph;
    private final List<GraphEdit> edits = new ArrayList<>();

    private FloatingPoint(Graph graph) {
        this.graph = graph;
    }

    /** The graph in floating point. */
    public static Graph of(Graph graph) {
        FloatingPoint run = new FloatingPoint(graph);
        for (Node node : graph.nodes()) {
            QuantizedConstant.of(graph, node.output())
                    .filter(constant -> !graph.isOutput(node.output()))
                    .ifPresent(run::constant);
            if (node.is("QuantizeLinear")) {
                run.bridge(node);
            }
        }
        return GraphRewriter.apply(graph, run.edits);
    }

    private void constant(QuantizedConstant constant) {
        edits.add(new GraphEdit.ReplaceNode(constant.node().name(), List.of()));
        edits.add(new GraphEdit.PutConstant(constant.node().output(), constant.values()));
    }

    /** Limits a tensor to the range of its integers in place of quantising it, if all that read it dequantise it alike. */
    private void bridge(Node quantize) {
        Set<Node> ends = new HashSet<>();
        Optional<Tensor> scale = graph.constant(quantize.input(1));
        Optional<Tensor> zero = graph.constant(quantize.input(ZERO));
        boolean single = scale.filter(s -> s.shape().elements() == 1).isPresent()
                && !quantize.input(0).isEmpty()
                && quantize.hasInput(ZERO) == zero.isPresent();
        if (!single || graph.constant(quantize.input(0)).isPresent() || !follow(quantize.output(), quantize, ends)) {
            return;
        }
        double step = scale.orElseThrow().toFloats()[0];
        ElementType type = zero.map(Tensor::type).orElse(ElementType.UINT8);
        double origin = zero.map(z -> z.toDoubles()[0]).orElse(0.0);
        int bits = type.isPacked() ? 4 : 8 * type.bytes();
        boolean signed = SIGNED.contains(type);
        double lowest = signed ? -Math.pow(2, bits - 1) : 0;
        String name = quantize.output();
        limit(quantize, name + "/lowest", (lowest - origin) * step);
        limit(quantize, name + "/highest", (lowest + Math.pow(2, bits) - 1 - origin) * step);
        edits.add(new GraphEdit.ReplaceNode(
                quantize.name(),
                new Node(
                        quantize.name(),
                        "",
                        "Clip",
                        List.of(quantize.input(0), name + "/lowest", name + "/highest"),
                        quantize.outputs(),
                        Attributes.NONE)));
        ends.forEach(end -> {
            if (graph.isOutput(end.output())) {
                edits.add(new GraphEdit.ReplaceNode(
                        end.name(), Node.of("Identity", end.output(), Attributes.NONE, end.input(0))));
            } else {
                edits.add(new GraphEdit.RedirectUses(end.output(), end.input(0)));
            }
        });
    }

    /** Stores a limit in the type of what is limited. */
    private void limit(Node quantize, String name, double value) {
        ElementType type = NodeTypes.at(graph, quantize.input(0));
        edits.add(new GraphEdit.PutConstant(name, Tensor.reals(type, Shape.SCALAR, (float) value)));
    }

    /** Follows integers through what only moves them or takes a maximum; false where they are read in another way. */
    private boolean follow(String tensor, Node quantize, Set<Node> ends) {
        if (graph.isOutput(tensor)) {
            return false;
        }
        for (Graph.Use use : graph.uses(tensor)) {
            Node reader = use.node();
            if (reader.is(QuantizedConstant.OP) && use.position() == 0 && isAlike(reader, quantize)) {
                ends.add(reader);
            } else if (!moves(use) || !follow(reader.output(), quantize, ends)) {
                return false;
            }
        }
        return true;
    }

    private static boolean moves(Graph.Use use) {
        Node reader = use.node();
        boolean moves = reader.is("MaxPool") || (reader.is(OperatorKind.MOVEMENT) && !reader.is(MIXING));
        return moves && use.position() == 0 && reader.outputs().size() == 1;
    }

    private boolean isAlike(Node a, Node b) {
        return Objects.equals(graph.constant(a.input(1)), graph.constant(b.input(1)))
                && (hasZero(a)
                        ? Objects.equals(graph.constant(a.input(ZERO)), graph.constant(b.input(ZERO)))
                        : !hasZero(b));
    }

    /** Whether a node's zero point is another than 0, which is that of a node without one. */
    private boolean hasZero(Node node) {
        return node.hasInput(ZERO)
                && graph.constant(node.input(ZERO))
                        .filter(zero -> DoubleStream.of(zero.toDoubles()).allMatch(value -> value == 0))
                        .isEmpty();
    }
}

package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Replacement of {@code auto_pad} of convolutions and pools by numbers. At stride 1 the padding does not depend on the size;
 * at other strides the file must fix height and width. ONNX Runtime refuses {@code auto_pad} with dilations.
 */
final class ExplicitPads {
    /** A size wider than any window; at stride 1 all sizes give the same padding. */
    private static final Shape ANY = Shape.of(1, 1, 1 << 16, 1 << 16);

    private ExplicitPads() {}

    static Graph write(Graph graph) {
        List<Node> automatic = graph.nodes().stream()
                .filter(n -> n.is("Conv", "MaxPool", "AveragePool", "LpPool"))
                .filter(n -> !n.attributes().text("auto_pad", "NOTSET").equals("NOTSET"))
                .toList();
        Optional<BatchPair> shapes = automatic.isEmpty() ? Optional.empty() : BatchPair.of(graph);
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : automatic) {
            explicit(graph, shapes, node).ifPresent(n -> edits.add(new GraphEdit.ReplaceNode(node.name(), n)));
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static Optional<Node> explicit(Graph graph, Optional<BatchPair> shapes, Node node) {
        boolean sizeMatters = node.attributes().text("auto_pad", "").startsWith("SAME")
                && Arrays.stream(node.attributes().integers("strides", 1, 1)).anyMatch(s -> s != 1);
        Optional<Shape> input = sizeMatters ? shapes.map(s -> s.a().of(node.input(0))) : Optional.of(ANY);
        Optional<Shape> weights =
                node.is("Conv") ? graph.constant(node.input(1)).map(Tensor::shape) : Optional.of(Shape.SCALAR);
        if (input.isEmpty() || weights.isEmpty() || input.get().rank() != 4) {
            return Optional.empty();
        }
        if (node.is("Conv") && weights.get().rank() != 4) {
            return Optional.empty();
        }
        Window window =
                node.is("Conv") ? Window.ofConv(node, input.get(), weights.get()) : Window.ofPool(node, input.get());
        return Optional.of(node.withAttributes(node.attributes()
                .without("auto_pad")
                .with("pads", window.begin()[0], window.begin()[1], window.end()[0], window.end()[1])));
    }
}

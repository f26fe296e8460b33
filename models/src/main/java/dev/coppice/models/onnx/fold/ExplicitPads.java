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
    private static final int ANY = 1 << 16;

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
        Optional<int[]> kernel = kernel(graph, node);
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        int[] strides = node.attributes().integers("strides");
        boolean sizeMatters = node.attributes().text("auto_pad", "").startsWith("SAME")
                && Arrays.stream(strides).anyMatch(s -> s != 1);
        Optional<Shape> input =
                sizeMatters ? shapes.map(s -> s.a().of(node.input(0))) : Optional.of(any(kernel.get().length));
        if (input.isEmpty() || input.get().rank() != kernel.get().length + 2) {
            return Optional.empty();
        }
        Node sized = node.withAttributes(node.attributes().with("kernel_shape", kernel.get()));
        Window window = Window.ofPool(sized, input.get());
        return Optional.of(
                node.withAttributes(node.attributes().without("auto_pad").with("pads", window.pads())));
    }

    /** The size of the node's kernel; empty where the weights that say it are computed. */
    private static Optional<int[]> kernel(Graph graph, Node node) {
        if (!node.is("Conv")) {
            return Optional.of(node.attributes().integers("kernel_shape"));
        }
        return graph.constant(node.input(1))
                .map(Tensor::shape)
                .filter(w -> w.rank() > 2)
                .map(w -> Arrays.copyOfRange(w.sizes(), 2, w.rank()));
    }

    private static Shape any(int axes) {
        int[] sizes = new int[2 + axes];
        Arrays.fill(sizes, ANY);
        return Shape.of(sizes);
    }
}

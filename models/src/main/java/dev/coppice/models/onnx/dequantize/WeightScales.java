package dev.coppice.models.onnx.dequantize;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scales of products that were computed in integers, moved into the weights: (x · W) · s = x · (W · s). The product is
 * multiplied by one number or by one for each output channel, as ConvInteger → Cast → Mul and MatMulInteger → Cast → Mul are.
 * Weights then have the size that they were trained with, and can be trained on.
 */
public final class WeightScales {
    private WeightScales() {}

    /** The graph with all such scales in its weights; the same graph if it has none. */
    public static Graph fold(Graph graph) {
        Graph current = graph;
        for (Node node : graph.nodes()) {
            if (node.is("Mul")) {
                current = GraphRewriter.apply(current, fold(current, node));
            }
        }
        return current;
    }

    private static List<GraphEdit> fold(Graph graph, Node mul) {
        return IntStream.range(0, 2)
                .mapToObj(product -> fold(graph, mul, mul.input(product), mul.input(1 - product)))
                .filter(edits -> !edits.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<GraphEdit> fold(Graph graph, Node mul, String product, String factor) {
        Optional<Tensor> scale = graph.constant(factor);
        Optional<Node> source = graph.producer(product).filter(node -> canTake(graph, node));
        if (scale.isEmpty() || source.isEmpty()) {
            return List.of();
        }
        Node node = source.get();
        Tensor weights = graph.constant(node.input(1)).orElseThrow();
        Shape shape = weights.shape();
        boolean isConv = node.is("Conv");
        int axis = isConv ? 0 : shape.rank() - 1;
        int behind = isConv ? shape.rank() - 2 : 0;
        if (!isAlong(scale.get().shape(), behind, shape.size(axis))) {
            return List.of();
        }
        return List.of(
                new GraphEdit.PutConstant(node.input(1), scaled(weights, axis, scale.get())),
                new GraphEdit.ReplaceNode(mul.name(), List.of()),
                new GraphEdit.ReplaceNode(node.name(), node.withOutputs(List.of(mul.output()))));
    }

    /** Whether a node is a product without a bias that nothing else reads, with weights of its own. */
    private static boolean canTake(Graph graph, Node node) {
        return node.is("Conv", "MatMul")
                && !node.hasInput(2)
                && graph.constant(node.input(1))
                        .filter(weights ->
                                weights.type().isFloating() && weights.shape().rank() > 1)
                        .isPresent()
                && graph.uses(node.input(1)).size() == 1
                && graph.uses(node.output()).size() == 1
                && !graph.isOutput(node.output());
    }

    /** Whether a factor is one number, or one for each channel with this number of axes behind the channels. */
    private static boolean isAlong(Shape factor, int behind, int channels) {
        int axis = factor.rank() - 1 - behind;
        return factor.elements() == 1 || (factor.elements() == channels && axis >= 0 && factor.size(axis) == channels);
    }

    private static Tensor scaled(Tensor weights, int axis, Tensor scale) {
        float[] values = weights.toFloats();
        float[] scales = scale.toFloats();
        Shape shape = weights.shape();
        int inner = shape.product(axis + 1, shape.rank());
        for (int i = 0; i < values.length; i++) {
            values[i] *= scales[scales.length == 1 ? 0 : i / inner % shape.size(axis)];
        }
        return Tensor.reals(weights.type(), shape, values);
    }
}

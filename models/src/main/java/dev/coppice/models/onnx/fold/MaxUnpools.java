package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way back from a max pooling, as PyTorch's exporter writes it: positions within one map (those that MaxPool gives less
 * those at which the maps start), plus where the maps of the output start, written into zeros by ScatterND.
 */
final class MaxUnpools {
    private static final int MAP = 4;

    private MaxUnpools() {}

    /** The edits that make one MaxUnpool of the chain around a ScatterND; empty if it is another chain. */
    static Optional<List<GraphEdit>> edits(Graph graph, BatchPair shapes, Node scatter) {
        Optional<Node> last = reader(graph, scatter).filter(n -> n.is("Reshape"));
        Optional<Node> values = graph.producer(scatter.input(2)).filter(n -> n.is("Reshape"));
        Optional<Node> sum = above(graph, scatter.input(1), "Unsqueeze")
                .flatMap(n -> above(graph, n.input(0), "Reshape"))
                .flatMap(n -> above(graph, n.input(0), "Add"));
        Optional<Node> within = sum.flatMap(n -> above(graph, n.input(0), "Sub"));
        if (last.isEmpty() || values.isEmpty() || within.isEmpty() || !isZero(graph, scatter.input(0))) {
            return Optional.empty();
        }
        Optional<Node> pool = graph.producer(within.get().input(0)).filter(n -> n.is("MaxPool"));
        boolean fits = pool.filter(n -> n.outputs().get(1).equals(within.get().input(0)))
                .filter(n -> isStart(graph, within.get().input(1), n.input(0)))
                .filter(n -> undoes(
                        shapes.a(),
                        n,
                        values.get().input(0),
                        last.get(),
                        sum.get().input(1)))
                .filter(n -> undoes(
                        shapes.b(),
                        n,
                        values.get().input(0),
                        last.get(),
                        sum.get().input(1)))
                .isPresent();
        return fits ? Optional.of(replaced(values.get(), pool.get(), last.get())) : Optional.empty();
    }

    private static List<GraphEdit> replaced(Node values, Node pool, Node last) {
        Attributes attributes = Attributes.NONE
                .with("kernel_shape", pool.attributes().integers("kernel_shape"))
                .with("strides", pool.attributes().integers("strides", 1, 1))
                .with("pads", pool.attributes().integers("pads", 0, 0, 0, 0));
        List<String> inputs = List.of(values.input(0), pool.outputs().get(1));
        return List.of(new GraphEdit.ReplaceNode(
                last.name(), new Node(last.name(), "", "MaxUnpool", inputs, last.outputs(), attributes)));
    }

    private static Optional<Node> above(Graph graph, String tensor, String op) {
        return graph.producer(tensor).filter(n -> n.is(op));
    }

    private static Optional<Node> reader(Graph graph, Node node) {
        List<Graph.Use> uses = graph.uses(node.output());
        return uses.size() == 1 && !graph.isOutput(node.output())
                ? Optional.of(uses.get(0).node())
                : Optional.empty();
    }

    private static boolean isZero(Graph graph, String tensor) {
        Optional<Node> producer = graph.producer(tensor);
        return producer.filter(n -> n.is("Reshape"))
                .map(n -> isZero(graph, n.input(0)))
                .orElseGet(() -> producer.filter(n -> n.is("ConstantOfShape"))
                        .filter(n -> n.attributes()
                                .tensor("value")
                                .filter(v -> v.toFloats()[0] != 0)
                                .isEmpty())
                        .isPresent());
    }

    /** Whether a tensor is the position at which each map of x starts: that of its first element, alone in its window. */
    private static boolean isStart(Graph graph, String tensor, String x) {
        Optional<Node> slice = above(graph, tensor, "Slice");
        Optional<Node> pool = slice.flatMap(n -> above(graph, n.input(0), "MaxPool"));
        boolean single = pool.filter(n -> n.input(0).equals(x)
                        && n.outputs().get(1).equals(slice.get().input(0))
                        && Arrays.stream(n.attributes().integers("kernel_shape"))
                                .allMatch(k -> k == 1))
                .isPresent();
        return single
                && holds(graph, slice.get().input(1), 0, 0)
                && holds(graph, slice.get().input(2), 1, 1)
                && holds(graph, slice.get().input(3), 2, 3)
                && !slice.get().hasInput(4);
    }

    private static boolean holds(Graph graph, String constant, long... values) {
        return graph.constant(constant)
                .filter(t -> Arrays.equals(t.toLongs(), values))
                .isPresent();
    }

    /** Whether the output's maps start where the given offsets say, and have the size that MaxUnpool gives them. */
    private static boolean undoes(Shapes shapes, Node pool, String values, Node last, String offsets) {
        Shape in = shapes.of(values);
        Shape out = shapes.of(last.output());
        Shape pooled = shapes.of(pool.input(0));
        Optional<Tensor> starts = shapes.value(offsets);
        if (in.rank() != MAP || !in.equals(shapes.of(pool.output())) || starts.isEmpty() || !out.equals(pooled)) {
            return false;
        }
        long[] at = starts.get().toLongs();
        int maps = out.size(0) * out.size(1);
        boolean counts = at.length == maps && starts.get().shape().rank() == MAP;
        for (int i = 0; counts && i < maps; i++) {
            counts = at[i] == (long) i * out.size(2) * out.size(3);
        }
        return counts && sizeFits(pool, in, out);
    }

    private static boolean sizeFits(Node pool, Shape in, Shape out) {
        int[] kernel = pool.attributes().integers("kernel_shape");
        int[] strides = pool.attributes().integers("strides", 1, 1);
        int[] pads = pool.attributes().integers("pads", 0, 0, 0, 0);
        boolean fits =
                Arrays.stream(pool.attributes().integers("dilations", 1, 1)).allMatch(d -> d == 1);
        for (int k = 0; k < 2; k++) {
            fits &= (in.size(k + 2) - 1) * strides[k] - pads[k] - pads[k + 2] + kernel[k] == out.size(k + 2);
        }
        return fits;
    }
}

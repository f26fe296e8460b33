package dev.coppice.export.onnx;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.shape.InputShapes;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Expansion of Resample nodes into the cheapest ONNX operators that equal them at the network's input size.
 *
 * <p>Y = A·X·Bᵀ needs no operator where the size stays. It is an AveragePool for {@code area} by whole factors, and a
 * Resize (linear, half-pixel or aligned corners) for the bilinear kinds and for {@code area} that grows. Otherwise it is
 * two MatMuls with constant matrices. If the input's height and width are open, AveragePool and Resize by scales keep
 * them open. A matrix product fixes the file, with its inputs and outputs, to the given size.
 */
public final class ResampleExpansion {
    private ResampleExpansion() {}

    /**
     * The graph without Resample nodes; the same object if it has none.
     *
     * @param image the network's input size, batch × channels × height × width
     * @throws IllegalArgumentException if there are Resample nodes and no image size
     */
    public static Graph expand(Graph graph, Optional<Shape> image) {
        List<Node> resamples =
                graph.nodes().stream().filter(Resample::isResample).toList();
        if (resamples.isEmpty()) {
            return graph;
        }
        Shape size = image.orElseThrow(() -> new IllegalArgumentException("graph '" + graph.name() + "' has "
                + resamples.size() + " Resample nodes; give the network's input size to write them out"));
        Shapes shapes =
                Shapes.infer(graph, Map.of(InputShapes.image(graph.inputs()).name(), size));
        boolean open = isOpen(InputShapes.image(graph.inputs()));
        ResampleForms forms = new ResampleForms(graph, shapes);
        Deque<GraphEdit> edits = new ArrayDeque<>();
        for (int i = resamples.size() - 1; i >= 0; i--) {
            Node node = resamples.get(i);
            boolean idle = shapes.of(node.input(0)).equals(shapes.of(node.output())) && !graph.isOutput(node.output());
            if (idle) {
                // Last, and from the furthest downstream on, so that no edit brings a redirected tensor back.
                edits.addLast(new GraphEdit.RedirectUses(node.output(), node.input(0)));
            } else {
                edits.addFirst(new GraphEdit.ReplaceNode(node.name(), forms.of(node)));
            }
        }
        forms.constants().forEach((name, value) -> edits.addFirst(new GraphEdit.PutConstant(name, value)));
        Graph expanded = GraphRewriter.apply(graph, List.copyOf(edits));
        return open && forms.fixesSize() ? fixed(expanded, shapes) : expanded;
    }

    private static boolean isOpen(TensorInfo input) {
        return input.dimensions().stream().skip(2).anyMatch(d -> !d.isFixed());
    }

    private static Graph fixed(Graph graph, Shapes shapes) {
        return new Graph(
                        graph.name(),
                        graph.inputs().stream().map(i -> fixed(i, shapes)).toList(),
                        graph.outputs().stream().map(o -> fixed(o, shapes)).toList(),
                        graph.nodes(),
                        graph.constants())
                .carrying(graph.carried());
    }

    /** The tensor with its present sizes on open axes other than the batch. */
    private static TensorInfo fixed(TensorInfo info, Shapes shapes) {
        Shape shape = shapes.of(info.name());
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < info.dimensions().size(); axis++) {
            Dimension dimension = info.dimensions().get(axis);
            dimensions.add(axis == 0 || dimension.isFixed() ? dimension : Dimension.of(shape.size(axis)));
        }
        return info.withDimensions(dimensions);
    }
}

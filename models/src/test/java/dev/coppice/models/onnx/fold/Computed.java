package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What graphs compute, by the value rules of their operators. */
final class Computed {
    private Computed() {}

    /** The output of a graph for an image. */
    static float[] output(Graph graph, Tensor image) {
        Map<String, Tensor> constants = new TreeMap<>(graph.constants());
        constants.put(NetworkBuilder.IMAGE, image);
        Graph closed = new Graph(graph.name(), List.of(), graph.outputs(), graph.nodes(), constants);
        return Shapes.infer(closed, Map.of())
                .value(graph.outputs().get(0).name())
                .orElseThrow()
                .toFloats();
    }

    /** The numbers from 0. */
    static Tensor rising(int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Tensor.floats(shape, values);
    }

    static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    /** The whole numbers of a constant. */
    static long[] longs(Graph graph, String constant) {
        return graph.constant(constant).orElseThrow().toLongs();
    }
}

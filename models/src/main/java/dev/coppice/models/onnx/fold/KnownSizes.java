package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is known of the sizes of a graph, whatever its inputs leave open. */
interface KnownSizes {
    /** What is known of a graph; empty if its shapes are unknown. */
    static Optional<KnownSizes> of(Graph graph) {
        return BatchPair.of(graph).<KnownSizes>map(p -> p).or(() -> OpenShapes.of(graph));
    }

    /** The shape of a tensor at one size that the graph takes. */
    Shape shape(String tensor);

    /** Whether an axis always has the same size. */
    boolean isFixed(String tensor, int axis);

    /** Whether two axes always have one size. */
    boolean isSame(String a, int i, String b, int j);

    /** Whether two tensors always have one shape. */
    default boolean isSame(String a, String b) {
        int rank = shape(a).rank();
        return rank == shape(b).rank() && IntStream.range(0, rank).allMatch(k -> isSame(a, k, b, k));
    }
}

package dev.coppice.models.onnx.fold;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shapes of a graph at two batch sizes. What is equal in both does not depend on the batch.
 *
 * @param a shapes at one batch size
 * @param b shapes at another batch size, or at the same if the file fixes it
 */
record BatchPair(Shapes a, Shapes b) {
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final int[] SMALL = {64, 96};
    private static final int[] LARGER = {128, 160};

    /** The pair of a graph; empty if an input leaves more than its batch open, or if a shape is unknown. */
    static Optional<BatchPair> of(Graph graph) {
        boolean sized = graph.inputs().stream()
                .allMatch(i -> i.dimensions().stream().skip(1).allMatch(Dimension::isFixed));
        if (!sized) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BatchPair(at(graph, FIRST), at(graph, SECOND)));
        } catch (InvalidInputException e) {
            // Whoever needs the shapes reports this again, with a better message.
            return Optional.empty();
        }
    }

    /** The pair of a graph, at two small sizes where inputs leave height and width open; empty if a shape is unknown. */
    static Optional<BatchPair> atAnySize(Graph graph) {
        try {
            return Optional.of(new BatchPair(at(graph, FIRST, SMALL), at(graph, SECOND, LARGER)));
        } catch (InvalidInputException e) {
            // An operator without a shape rule, or a size that does not fit.
            return Optional.empty();
        }
    }

    private static Shapes at(Graph graph, int batch, int... open) {
        Map<String, Shape> inputs = new HashMap<>();
        for (TensorInfo input : graph.inputs()) {
            List<Dimension> axes = input.dimensions();
            int[] sizes = new int[axes.size()];
            for (int axis = 0; axis < sizes.length; axis++) {
                boolean isBatch = axis == 0 || open.length == 0;
                int size = isBatch ? batch : open[axis % open.length];
                sizes[axis] = axes.get(axis).isFixed() ? axes.get(axis).size() : size;
            }
            inputs.put(input.name(), Shape.of(sizes));
        }
        return Shapes.infer(graph, inputs);
    }
}

package dev.coppice.models.onnx.layout;

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
 * The shapes of a file's tensors at two sizes of what it leaves open. What is equal in both is fixed.
 *
 * @param a shapes at one size
 * @param b shapes at another
 */
record Sizes(Shapes a, Shapes b) {
    /** Sizes by axis that most networks take; the batch stands first. */
    private static final int[] FIRST = {2, 224, 288, 320};

    private static final int[] SECOND = {3, 256, 352, 416};

    /** The sizes of a graph, for a batch of one if it takes no other; empty if some shape cannot be told. */
    static Optional<Sizes> of(Graph graph) {
        return of(graph, FIRST, SECOND).or(() -> of(graph, single(FIRST), single(SECOND)));
    }

    private static Optional<Sizes> of(Graph graph, int[] first, int[] second) {
        try {
            return Optional.of(new Sizes(at(graph, first), at(graph, second)));
        } catch (InvalidInputException | IllegalArgumentException e) {
            // Whoever needs the shapes reports this again, with a better message.
            return Optional.empty();
        }
    }

    private static int[] single(int... sizes) {
        int[] one = sizes.clone();
        one[0] = 1;
        return one;
    }

    private static Shapes at(Graph graph, int... open) {
        Map<String, Shape> inputs = new HashMap<>();
        for (TensorInfo input : graph.inputs()) {
            List<Dimension> axes = input.dimensions();
            int[] sizes = new int[axes.size()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = axes.get(i).isFixed() ? axes.get(i).size() : open[Math.min(i, open.length - 1)];
            }
            inputs.put(input.name(), Shape.of(sizes));
        }
        return Shapes.infer(graph, inputs);
    }

    /** The shape at the first size. */
    Shape of(String tensor) {
        return a.of(tensor);
    }

    int rank(String tensor) {
        return a.of(tensor).rank();
    }

    boolean isFixed(String tensor, int axis) {
        return a.of(tensor).size(axis) == b.of(tensor).size(axis);
    }
}

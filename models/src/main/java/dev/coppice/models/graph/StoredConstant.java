package dev.coppice.models.graph;

import java.nio.ByteBuffer;

/**
 * What of a constant is stored: where it repeats itself along axes, as what an exporter's Expand or ConstantOfShape gives does,
 * the smallest tensor that broadcasts to it. Weights are stored as they are, and so are small constants.
 */
public final class StoredConstant {
    private static final long SMALL = 128;

    private StoredConstant() {}

    /** The stored tensor of a constant: itself, or a smaller one of the same rank. */
    public static Tensor of(Graph graph, String constant) {
        Tensor tensor = graph.constants().get(constant);
        if (tensor == null) {
            throw new IllegalArgumentException("graph '" + graph.name() + "' has no constant '" + constant + "'");
        }
        boolean asItIs =
                tensor.shape().elements() <= SMALL || graph.isOutput(constant) || Weights.contains(graph, constant);
        return asItIs ? tensor : smallest(tensor);
    }

    private static Tensor smallest(Tensor tensor) {
        Tensor current = tensor;
        for (int axis = 0; axis < tensor.shape().rank(); axis++) {
            if (repeats(current, axis)) {
                current = current.select(axis, 0);
            }
        }
        return current;
    }

    /** Whether all slices along an axis are the same. */
    private static boolean repeats(Tensor tensor, int axis) {
        Shape shape = tensor.shape();
        int size = shape.size(axis);
        int outer = shape.product(0, axis);
        int slice = shape.product(axis + 1, shape.rank()) * tensor.type().bytes();
        ByteBuffer bytes = tensor.bytes();
        for (int o = 0; o < outer; o++) {
            int start = o * size * slice;
            // every slice equals the one before it
            ByteBuffer first = bytes.slice(start, (size - 1) * slice);
            if (!first.equals(bytes.slice(start + slice, (size - 1) * slice))) {
                return false;
            }
        }
        return size > 1;
    }
}

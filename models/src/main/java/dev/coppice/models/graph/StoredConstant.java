package dev.coppice.models.graph;

import java.nio.ByteBuffer;

/**
 * The stored form of a constant. If the constant repeats along axes, as the result of an exporter's Expand or
 * ConstantOfShape does, it is the smallest tensor that broadcasts to it. Weights and small constants are stored as they are.
 */
public final class StoredConstant {
    private static final long SMALL = 128;

    private StoredConstant() {}

    /** The stored tensor of a constant: the constant itself, or a smaller tensor of the same rank. */
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
            // every slice equals the previous one
            ByteBuffer first = bytes.slice(start, (size - 1) * slice);
            if (!first.equals(bytes.slice(start + slice, (size - 1) * slice))) {
                return false;
            }
        }
        return size > 1;
    }
}

package dev.coppice.models.graph;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The stored form of a constant. If the constant repeats along axes, as the result of an exporter's Expand or
 * ConstantOfShape does, it is the smallest tensor that broadcasts to it. Weights and small constants are stored as they are.
 */
public final class StoredConstant {
    private static final long SMALL = 128;
    private static final int MOST_PARTS = 4;
    private static final int FEWER = 4;

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

    /**
     * The slices of a constant along one axis of a few, each stored as the smallest tensor that broadcasts to it, where that
     * is smaller than the constant in one piece. Grids of coordinates are such constants: each coordinate repeats along
     * the axes of the others.
     */
    public static Optional<Parts> parts(Graph graph, String constant) {
        Tensor tensor = of(graph, constant);
        boolean asItIs =
                tensor.shape().elements() <= SMALL || graph.isOutput(constant) || Weights.contains(graph, constant);
        for (int axis = 0; axis < tensor.shape().rank() && !asItIs; axis++) {
            int size = tensor.shape().size(axis);
            if (size > 1 && size <= MOST_PARTS) {
                int along = axis;
                Parts parts = new Parts(
                        axis,
                        IntStream.range(0, size)
                                .mapToObj(i -> smallest(tensor.select(along, i)))
                                .toList());
                if (FEWER * parts.elements() < tensor.shape().elements()) {
                    return Optional.of(parts);
                }
            }
        }
        return Optional.empty();
    }

    /** The number of elements that are stored of a constant. */
    public static long elements(Graph graph, String constant) {
        return parts(graph, constant)
                .map(Parts::elements)
                .orElseGet(() -> of(graph, constant).shape().elements());
    }

    /**
     * The stored slices of a constant.
     *
     * @param axis the axis along which they follow each other
     * @param slices each with length 1 on that axis
     */
    public record Parts(int axis, List<Tensor> slices) {
        public Parts {
            slices = List.copyOf(slices);
        }

        long elements() {
            return slices.stream().mapToLong(slice -> slice.shape().elements()).sum();
        }
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

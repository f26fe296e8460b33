package dev.coppice.models.shape;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes of all inputs of a graph, where some are given. Others have the sizes that the graph declares. An open axis has
 * the size of the given input's axis of the same name; else the first axis has the batch of the first given input, further
 * axes of an input of the same rank have that input's sizes, and any other axis has size 1.
 */
public final class InputShapes {
    private static final int IMAGE_RANK = 4;

    private InputShapes() {}

    /** The input that holds the image: the first of four axes with floating-point numbers or bytes, else the first. */
    public static TensorInfo image(List<TensorInfo> inputs) {
        return inputs.stream()
                .filter(info -> info.dimensions().size() == IMAGE_RANK
                        && (info.type().isFloating() || info.type().bytes() == 1))
                .findFirst()
                .orElseGet(() -> inputs.get(0));
    }

    /** The shape of every input by its name; see above for those that are not given. */
    public static Map<String, Shape> of(List<TensorInfo> inputs, Map<String, Shape> given) {
        Map<String, Integer> sizes = new HashMap<>();
        Shape first = Shape.SCALAR;
        for (TensorInfo info : inputs) {
            Shape shape = given.get(info.name());
            if (shape != null) {
                first = first.rank() == 0 ? shape : first;
                for (int axis = 0;
                        axis < Math.min(shape.rank(), info.dimensions().size());
                        axis++) {
                    Dimension dimension = info.dimensions().get(axis);
                    if (!dimension.isFixed() && !dimension.symbol().equals("?")) {
                        sizes.putIfAbsent(dimension.symbol(), shape.size(axis));
                    }
                }
            }
        }
        Map<String, Shape> all = new LinkedHashMap<>();
        for (TensorInfo info : inputs) {
            Shape shape = given.get(info.name());
            all.put(info.name(), shape != null ? shape : filled(info, sizes, first));
        }
        return all;
    }

    private static Shape filled(TensorInfo info, Map<String, Integer> sizes, Shape first) {
        List<Dimension> dimensions = info.dimensions();
        boolean alike = dimensions.size() == first.rank();
        int[] filled = new int[dimensions.size()];
        for (int axis = 0; axis < filled.length; axis++) {
            Dimension dimension = dimensions.get(axis);
            boolean follows = first.rank() > 0 && (axis == 0 || alike);
            filled[axis] = dimension.isFixed()
                    ? dimension.size()
                    : sizes.getOrDefault(dimension.symbol(), follows ? first.size(axis) : 1);
        }
        return Shape.of(filled);
    }
}

package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Gather: one axis replaced by the axes of the indices. */
public final class GatherShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape data = c.input(0);
        Shape indices = c.input(1);
        int axis = ShapeContext.axis(c.attributes().integer("axis", 0), data.rank());
        c.constants().apply(c.node().input(1)).ifPresent(values -> check(values, data.size(axis)));
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < data.rank(); i++) {
            if (i == axis) {
                Arrays.stream(indices.sizes()).forEach(sizes::add);
            } else {
                sizes.add(data.size(i));
            }
        }
        return List.of(Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static void check(Tensor indices, int size) {
        for (long index : indices.toLongs()) {
            if (index < -size || index >= size) {
                throw new IllegalArgumentException("index " + index + " does not exist among " + size);
            }
        }
    }
}

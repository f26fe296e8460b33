package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Split: parts of one axis, by sizes or by their number. */
public final class SplitShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int axis = ShapeContext.axis(c.attributes().integer("axis", 0), x.rank());
        int parts = c.node().outputs().size();
        int[] sizes = c.integers(1);
        if (sizes.length == 0) {
            // The last part is smaller if the axis does not divide evenly.
            int each = (x.size(axis) + parts - 1) / parts;
            sizes = new int[parts];
            Arrays.fill(sizes, each);
            sizes[parts - 1] = x.size(axis) - each * (parts - 1);
        }
        if (sizes.length != parts || Arrays.stream(sizes).sum() != x.size(axis)) {
            throw new IllegalArgumentException("sizes " + Arrays.toString(sizes) + " do not make " + parts
                    + " parts of " + x + " on axis " + axis);
        }
        return Arrays.stream(sizes).mapToObj(size -> x.with(axis, size)).toList();
    }
}

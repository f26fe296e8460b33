package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of Reshape: 0 copies a size, -1 takes what is left. */
public final class ReshapeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int[] target = c.integers(1);
        boolean keepZero = c.attributes().integer("allowzero", 0) == 1;
        int open = -1;
        long rest = x.elements();
        for (int i = 0; i < target.length; i++) {
            if (target[i] == 0 && !keepZero) {
                target[i] = x.size(i);
            }
            if (target[i] == -1) {
                open = i;
            } else {
                rest = rest / Math.max(1, target[i]);
            }
        }
        if (open >= 0) {
            target[open] = Math.toIntExact(rest);
        }
        Shape out = Shape.of(target);
        if (out.elements() != x.elements()) {
            throw new IllegalArgumentException(
                    x + " has " + x.elements() + " elements, " + out + " takes " + out.elements());
        }
        return List.of(out);
    }
}

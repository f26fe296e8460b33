package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Transpose: axes permuted, reversed by default. */
public final class TransposeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int[] reversed = new int[x.rank()];
        Arrays.setAll(reversed, i -> x.rank() - 1 - i);
        int[] permutation = c.attributes().integers("perm", reversed);
        int[] out = new int[x.rank()];
        Arrays.setAll(out, i -> x.size(permutation[i]));
        return List.of(Shape.of(out));
    }
}

package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Col2Im: columns N×(C·block)×L become maps N×C×image. */
public final class Col2ImShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        int[] image = c.integers(1);
        int block = Arrays.stream(c.integers(2)).reduce(1, Math::multiplyExact);
        int[] sizes = new int[2 + image.length];
        sizes[0] = c.input(0).size(0);
        sizes[1] = c.input(0).size(1) / block;
        System.arraycopy(image, 0, sizes, 2, image.length);
        return List.of(Shape.of(sizes));
    }
}

package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Shape rule of MaxUnpool: the given shape, or the smallest map that its pooling would reduce to the input. */
public final class MaxUnpoolShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        if (c.node().hasInput(2)) {
            return List.of(Shape.of(c.integers(2)));
        }
        Shape x = c.input(0);
        int axes = x.rank() - 2;
        int[] kernel = c.attributes().integers("kernel_shape");
        int[] strides = c.attributes()
                .integers("strides", IntStream.generate(() -> 1).limit(axes).toArray());
        int[] pads = c.attributes().integers("pads", new int[2 * axes]);
        Shape out = x;
        for (int k = 0; k < axes; k++) {
            int size = (x.size(k + 2) - 1) * strides[k] - pads[k] - pads[k + axes] + kernel[k];
            out = out.with(k + 2, size);
        }
        return List.of(out);
    }
}

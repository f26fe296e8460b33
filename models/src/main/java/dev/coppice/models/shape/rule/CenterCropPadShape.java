package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Shape rule of CenterCropPad: the given sizes on the given axes. */
public final class CenterCropPadShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape out = c.input(0);
        int[] all = IntStream.range(0, out.rank()).toArray();
        int[] axes = c.attributes().integers("axes", all);
        int[] sizes = c.integers(1);
        for (int i = 0; i < axes.length; i++) {
            out = out.with(ShapeContext.axis(axes[i], c.input(0).rank()), sizes[i]);
        }
        return List.of(out);
    }
}

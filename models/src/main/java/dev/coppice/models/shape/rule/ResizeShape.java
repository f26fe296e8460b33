package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Resize: constant scales or sizes. */
public final class ResizeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int[] all = new int[x.rank()];
        Arrays.setAll(all, i -> i);
        int[] axes = c.attributes().integers("axes", all);
        float[] scales = c.constant(2).map(Tensor::toFloats).orElse(new float[0]);
        int[] sizes = c.integers(3);
        Shape out = x;
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], x.rank());
            int size = sizes.length > 0 ? sizes[i] : (int) Math.floor((double) x.size(axis) * scales[i]);
            out = out.with(axis, size);
        }
        return List.of(out);
    }
}

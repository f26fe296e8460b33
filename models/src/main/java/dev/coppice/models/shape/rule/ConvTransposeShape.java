package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of ConvTranspose: N×C×… with C×M/group×k… weights gives N×M×…. */
public final class ConvTransposeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        Shape w = c.input(1);
        int group = c.attributes().integer("group", 1);
        Window window = Window.ofConvTranspose(c.node(), x, w);
        if (x.size(1) != w.size(0)) {
            throw new IllegalArgumentException(
                    "weights " + w + " take " + w.size(0) + " channels, the input has " + x.size(1));
        }
        return List.of(window.transposed(x, w.size(1) * group));
    }
}

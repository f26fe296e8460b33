package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of ConvTranspose: N×C×H×W with C×M/group×kH×kW weights gives N×M×oH×oW. */
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
        int[] extra = c.attributes().integers("output_padding", 0, 0);
        return List.of(Shape.of(
                x.size(0),
                w.size(1) * group,
                window.transposedSize(0, x.size(2), extra[0]),
                window.transposedSize(1, x.size(3), extra[1])));
    }
}

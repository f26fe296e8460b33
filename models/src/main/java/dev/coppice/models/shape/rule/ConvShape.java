package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of Conv: N×C×… with M×C/group×k… weights gives N×M×…. */
public final class ConvShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        Shape w = c.input(1);
        int group = c.attributes().integer("group", 1);
        Window window = Window.ofConv(c.node(), x, w);
        if (x.size(1) != w.size(1) * group || w.size(0) % group != 0) {
            throw new IllegalArgumentException("weights " + w + " in " + group + " group(s) take " + w.size(1) * group
                    + " channels, the input has " + x.size(1));
        }
        return List.of(window.output(x, w.size(0), false));
    }
}

package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of BatchNormalization: the shape of its input, and in training mode also those of mean and variance. */
public final class BatchNormShape implements ShapeRule {
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    @Override
    public List<Shape> infer(ShapeContext c) {
        return List.of(c.input(0), c.input(MEAN), c.input(VARIANCE));
    }
}

package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeOfShape;

/** Values of operators that tell the sizes of a constant. */
final class Descriptions {
    private Descriptions() {}

    static Tensor shape(ValueContext c) {
        return ShapeOfShape.value(c.node(), c.input(0).shape());
    }

    static Tensor size(ValueContext c) {
        return Tensor.longs(Shape.SCALAR, c.input(0).shape().elements());
    }
}

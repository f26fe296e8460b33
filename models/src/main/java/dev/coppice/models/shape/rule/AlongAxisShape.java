package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of operators that work along an axis and keep the shape of an input. The axis that they name must be there. */
public final class AlongAxisShape implements ShapeRule {
    private final int kept;

    /** A rule for operators whose result has the shape of the input at a position. */
    public AlongAxisShape(int kept) {
        this.kept = kept;
    }

    @Override
    public List<Shape> infer(ShapeContext c) {
        if (c.attributes().has("axis")) {
            ShapeContext.axis(c.attributes().integer("axis", 0), c.input(0).rank());
        }
        return List.of(c.input(kept));
    }
}

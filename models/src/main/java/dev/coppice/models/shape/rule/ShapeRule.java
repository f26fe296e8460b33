package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Rule for the output shapes of one operator family. */
@FunctionalInterface
public interface ShapeRule {
    /**
     * The shapes of the node's outputs, by position.
     *
     * @throws IllegalArgumentException if the inputs do not fit the operator; the message says what was expected
     */
    List<Shape> infer(ShapeContext context);
}

/**
 * Concrete shapes of all tensors of a graph, from the shape of its input.
 *
 * <p>Each kind of operators has a {@link dev.coppice.models.shape.rule.ShapeRule}, and so has each operator that differs.
 * {@link dev.coppice.models.shape.ShapeRules} lists them. Package {@code rule} holds them; {@code value} holds the rules
 * whose shape depends on a value. Start at {@link dev.coppice.models.shape.Shapes}.
 */
@NullMarked
package dev.coppice.models.shape;

import org.jspecify.annotations.NullMarked;

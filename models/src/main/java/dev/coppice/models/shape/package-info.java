/**
 * The concrete shape of every tensor of a graph, from the shape of its input.
 *
 * <p>One {@link dev.coppice.models.shape.rule.ShapeRule} a kind of operators, or an operator that differs, listed in {@link
 * dev.coppice.models.shape.ShapeRules}. {@code rule} holds them, and {@code value} those whose shape only the value tells.
 * Start at {@link dev.coppice.models.shape.Shapes}.
 */
@NullMarked
package dev.coppice.models.shape;

import org.jspecify.annotations.NullMarked;

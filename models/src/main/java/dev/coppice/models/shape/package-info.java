/**
 * The concrete shape of every tensor of a graph, from the shape of its input.
 *
 * <p>One {@link dev.coppice.models.shape.ShapeRule} a kind of operators, or an operator that differs, listed in {@link
 * dev.coppice.models.shape.ShapeRules}. {@link dev.coppice.models.shape.Window} resolves kernels, strides and padding
 * once for everybody. Start at {@link dev.coppice.models.shape.Shapes}.
 */
@NullMarked
package dev.coppice.models.shape;

import org.jspecify.annotations.NullMarked;

/**
 * Shape rules, one file an operator family; registered in {@code ShapeRules} of the package above.
 *
 * <p>{@link dev.coppice.models.shape.rule.Window} resolves kernels, strides and padding once for everybody. Start at {@link
 * dev.coppice.models.shape.rule.ShapeRule}.
 */
@NullMarked
package dev.coppice.models.shape.rule;

import org.jspecify.annotations.NullMarked;

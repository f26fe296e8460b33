/**
 * Shape rules, one file per operator family; {@code ShapeRules} of the parent package lists them.
 *
 * <p>{@link dev.coppice.models.shape.rule.Window} resolves kernels, strides and padding for all of them. Start at
 * {@link dev.coppice.models.shape.rule.ShapeRule}.
 */
@NullMarked
package dev.coppice.models.shape.rule;

import org.jspecify.annotations.NullMarked;

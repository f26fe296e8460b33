/**
 * The form of written files: {@link dev.coppice.export.form.OnnxForm}, their opset and precision.
 *
 * <p>Graphs have opset 18. {@link dev.coppice.export.form.OpsetForm} makes of them what another opset says in other words. An
 * operator that differs is one rule and one line in {@code OpsetRules}; what a revision merely added stands in {@code
 * Additions}.
 */
@NullMarked
package dev.coppice.export.form;

import org.jspecify.annotations.NullMarked;

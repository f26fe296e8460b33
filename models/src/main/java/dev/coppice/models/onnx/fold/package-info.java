/**
 * Folding of constant expressions, and removal of nodes that do nothing.
 *
 * <p>Start at {@link dev.coppice.models.onnx.fold.Folding}; it asks {@link dev.coppice.models.shape.value.ValueRules} for
 * values and changes the graph by edits.
 */
@NullMarked
package dev.coppice.models.onnx.fold;

import org.jspecify.annotations.NullMarked;

/**
 * The values of small tensors that are computed from shapes and constants alone: axes, sizes, slopes, 1/√d.
 *
 * <p>Exporters write sizes as little graphs (Shape → Gather → Concat → Reshape). {@link
 * dev.coppice.models.shape.value.ValueRules} computes such nodes in plain Java, so that shapes can be told and constant
 * expressions folded. One rule an operator family. Two shape rules stand here, for only the value tells the shape: {@link
 * dev.coppice.models.shape.value.ConstantShape} and {@link dev.coppice.models.shape.value.RangeShape}. Start at {@link
 * dev.coppice.models.shape.value.ValueRules}.
 */
@NullMarked
package dev.coppice.models.shape.value;

import org.jspecify.annotations.NullMarked;

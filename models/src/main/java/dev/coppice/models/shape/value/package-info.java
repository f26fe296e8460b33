/**
 * Values of small tensors that are computed from shapes and constants alone: axes, sizes, slopes, 1/√d.
 *
 * <p>Exporters write sizes as small graphs (Shape → Gather → Concat → Reshape).
 * {@link dev.coppice.models.shape.value.ValueRules} computes such nodes in plain Java, so that shapes are known and constant
 * expressions can be folded. Each operator family has one rule. Two shape rules stand here because the shape depends on the
 * value: {@link dev.coppice.models.shape.value.ConstantShape} and {@link dev.coppice.models.shape.value.RangeShape}. Start
 * at {@link dev.coppice.models.shape.value.ValueRules}.
 */
@NullMarked
package dev.coppice.models.shape.value;

import org.jspecify.annotations.NullMarked;

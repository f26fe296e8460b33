/**
 * Dequantization: quantised networks as floating-point ones.
 *
 * <p>Start at {@link dev.coppice.models.onnx.dequantize.Dequantization}. Operators that compute in integers become
 * DequantizeLinear → operator → QuantizeLinear; then what is quantised only on the way is left in floating point, and scales
 * of products go into their weights.
 */
@NullMarked
package dev.coppice.models.onnx.dequantize;

import org.jspecify.annotations.NullMarked;

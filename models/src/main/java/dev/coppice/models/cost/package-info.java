/**
 * Cost of running a network, from shapes alone: MACs, parameters, activation bytes.
 *
 * <p>Multiply-accumulates (MACs) are counted for Conv, ConvTranspose, Gemm, MatMul and our Resample (in the cheapest
 * operators that equal it), at batch 1 and the card's size. Start at {@link dev.coppice.models.cost.Cost}.
 */
@NullMarked
package dev.coppice.models.cost;

import org.jspecify.annotations.NullMarked;

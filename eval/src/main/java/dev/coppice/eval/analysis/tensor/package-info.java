/**
 * What the inner tensors of a network hold at which frequency, and how the loss depends on it there.
 *
 * <p>Start at {@link dev.coppice.eval.analysis.tensor.TensorAnalysis}; {@link dev.coppice.eval.analysis.tensor.TensorChoice} says
 * which tensors are looked at.
 */
@NullMarked
package dev.coppice.eval.analysis.tensor;

import org.jspecify.annotations.NullMarked;

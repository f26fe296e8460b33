/**
 * The inner tensors of a network by frequency: their energy, and how the loss depends on it.
 *
 * <p>Start at {@link dev.coppice.eval.analysis.tensor.TensorAnalysis}. {@link dev.coppice.eval.analysis.tensor.TensorChoice}
 * says which tensors are analysed.
 */
@NullMarked
package dev.coppice.eval.analysis.tensor;

import org.jspecify.annotations.NullMarked;

/**
 * Lowers networks to fresh SameDiff graphs, one translator an operator family: from ONNX semantics to operators whose gradients
 * we have checked ourselves.
 *
 * <p>Avoided, because ND4J 1.0.0-M2.1 differentiates or computes them wrongly: batchNorm, resize, softmax over axis 1,
 * dilated convolutions, avgPool with padding, gather, NHWC upsampling, clip with tensor bounds. Every family has a parity
 * and a finite-difference test with and without oneDNN. Start at {@link dev.coppice.samediff.lowering.GraphLowering}; {@link
 * dev.coppice.samediff.lowering.OpTranslators} lists the translators.
 */
@NullMarked
package dev.coppice.samediff.lowering;

import org.jspecify.annotations.NullMarked;

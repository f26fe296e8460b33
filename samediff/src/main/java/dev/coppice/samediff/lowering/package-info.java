/**
 * Lowering of networks to fresh SameDiff graphs, one translator per operator family. Translators only use operators whose
 * gradients we have tested.
 *
 * <p>ND4J 1.0.0-M2.1 computes or differentiates these wrongly, so they are avoided: batchNorm, resize, softmax over axis 1,
 * dilated convolutions, avgPool with padding, gather, NHWC upsampling, clip with tensor bounds. Every family has a parity
 * test and a finite-difference test, with and without oneDNN. Start at {@link dev.coppice.samediff.lowering.GraphLowering};
 * {@link dev.coppice.samediff.lowering.OpTranslators} lists the translators.
 */
@NullMarked
package dev.coppice.samediff.lowering;

import org.jspecify.annotations.NullMarked;

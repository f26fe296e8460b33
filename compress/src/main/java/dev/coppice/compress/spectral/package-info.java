/**
 * What labels, logits, losses and feature maps hold at which frequency.
 *
 * <p>{@link dev.coppice.compress.spectral.Bands} says which frequencies form a band, for the DFT or the DCT;
 * {@link dev.coppice.compress.spectral.MapTransform} takes maps apart and gives their scalar products band by band. Every
 * figure here is such a product, and all bands together give the product over the pixels (Parseval), so that a loss, an
 * intersection or an energy falls apart into bands without a remainder. Conventions: DFT without a factor, 1/N in the inverse.
 * {@link dev.coppice.compress.spectral.TensorSpectra} does so for inner tensors and the gradient of the loss in them.
 */
@NullMarked
package dev.coppice.compress.spectral;

import org.jspecify.annotations.NullMarked;

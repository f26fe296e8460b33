/**
 * Spectra of labels, logits, losses and feature maps.
 *
 * <p>{@link dev.coppice.compress.spectral.Bands} says which frequencies form a band, for the DFT or the DCT. {@link
 * dev.coppice.compress.spectral.MapTransform} computes scalar products of maps band by band. Every figure here is a
 * scalar product, and its bands sum to the product over the pixels (Parseval). So a loss, an intersection or an energy
 * splits into bands without a remainder. Conventions: DFT without a factor, 1/N in the inverse. {@link
 * dev.coppice.compress.spectral.TensorSpectra} does the same for inner tensors and the gradient of the loss in them.
 */
@NullMarked
package dev.coppice.compress.spectral;

import org.jspecify.annotations.NullMarked;

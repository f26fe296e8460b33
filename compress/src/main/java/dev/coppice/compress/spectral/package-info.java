/**
 * What feature maps hold at which frequency.
 *
 * <p>Start at {@link dev.coppice.compress.spectral.BandEnergy}. Frequencies are those of the orthonormal two-dimensional
 * DCT-II, so that energies add up to the sum of squares of the map (Parseval).
 */
@NullMarked
package dev.coppice.compress.spectral;

import org.jspecify.annotations.NullMarked;

/**
 * Our operator {@code Resample}, which resamples a feature map to another grid, Y = A·X·Bᵀ with constant matrices.
 *
 * <p>It lives beside the graph because planning inserts it, and lowering and writing instantiate it; those packages never
 * see each other. Start at {@link dev.coppice.models.resample.Resample}.
 */
@NullMarked
package dev.coppice.models.resample;

import org.jspecify.annotations.NullMarked;

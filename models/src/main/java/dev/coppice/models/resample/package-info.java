/**
 * The one operator of ours, {@code Resample}: a feature map carried to another grid, Y = A·X·Bᵀ with constant matrices.
 *
 * <p>It lives beside the graph because planning inserts it, lowering and writing both instantiate it, and those never
 * see each other. Start at {@link dev.coppice.models.resample.Resample}.
 */
@NullMarked
package dev.coppice.models.resample;

import org.jspecify.annotations.NullMarked;

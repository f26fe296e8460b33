/**
 * Cut-off frequencies learned while training, and frozen to the grid of a truncation.
 *
 * <p>Where a truncation would resample stands a {@link dev.coppice.models.resample.SoftCrop} instead; the loss pulls its
 * cut-offs, the same for the whole region, and a price on MACs pushes them down. Start at {@link
 * dev.coppice.compress.cutoff.CutoffLearning}.
 */
@NullMarked
package dev.coppice.compress.cutoff;

import org.jspecify.annotations.NullMarked;

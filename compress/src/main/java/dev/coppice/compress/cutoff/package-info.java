/**
 * Cut-off frequencies learned while training, and frozen to the grid of a truncation.
 *
 * <p>A {@link dev.coppice.models.resample.SoftCrop} stands wherever a truncation would resample. The loss pulls its
 * cut-offs, which are the same for the whole region, and a price on MACs pushes them down. Start at {@link
 * dev.coppice.compress.cutoff.CutoffLearning}.
 */
@NullMarked
package dev.coppice.compress.cutoff;

import org.jspecify.annotations.NullMarked;

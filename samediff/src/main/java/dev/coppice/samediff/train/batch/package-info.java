/**
 * Labelled pictures as a network takes them: drawn, varied, normalised.
 *
 * <p>Retraining draws its batches here ({@link dev.coppice.samediff.train.batch.BatchSource}), and whatever is measured on data
 * before it takes its pictures from a {@link dev.coppice.samediff.train.batch.Calibration}. Every draw comes from a seed.
 */
@NullMarked
package dev.coppice.samediff.train.batch;

import org.jspecify.annotations.NullMarked;

/**
 * Labelled pictures for a network: drawn, varied and normalised.
 *
 * <p>Retraining draws its batches from a {@link dev.coppice.samediff.train.batch.BatchSource}. Measurements on data before
 * retraining take their pictures from a {@link dev.coppice.samediff.train.batch.Calibration}. Every draw comes from a seed.
 */
@NullMarked
package dev.coppice.samediff.train.batch;

import org.jspecify.annotations.NullMarked;

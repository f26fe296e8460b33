/**
 * Training of networks on labelled images and, optionally, on the answers of a teacher.
 *
 * <p>Start at {@link dev.coppice.samediff.train.Retrainer}; {@link dev.coppice.samediff.train.step} holds the training step.
 * Batch normalisations train on the statistics of each batch. For every validation and for the result these are re-estimated
 * and frozen ({@link dev.coppice.samediff.train.BatchNormMode}). Batches depend on the seed alone, whatever threads prepare
 * them ({@link dev.coppice.samediff.train.batch.Augmentation}). The loss is a sum of terms
 * ({@link dev.coppice.samediff.train.loss.Objective}). The weights with the best validation are kept. Training from scratch
 * starts from fresh weights with {@link dev.coppice.samediff.train.RetrainOptions#fromScratch()}.
 */
@NullMarked
package dev.coppice.samediff.train;

import org.jspecify.annotations.NullMarked;

/**
 * Trains networks on labelled images and, if wanted, on the answers of a teacher: network in, trained network out.
 *
 * <p>Start at {@link dev.coppice.samediff.train.Retrainer}; what one step does is in {@link
 * dev.coppice.samediff.train.step}. Batch normalisations train on the statistics of each
 * batch, which are measured anew and frozen for every validation and for the result
 * ({@link dev.coppice.samediff.train.BatchNormMode}); batches are drawn from the seed alone, whatever threads
 * prepare them ({@link dev.coppice.samediff.train.batch.Augmentation}); the loss is a sum of
 * terms ({@link dev.coppice.samediff.train.loss.Objective}); the weights that did best on the validation data are
 * kept. Training from scratch is the same with fresh weights and {@link
 * dev.coppice.samediff.train.RetrainOptions#fromScratch()}.
 */
@NullMarked
package dev.coppice.samediff.train;

import org.jspecify.annotations.NullMarked;

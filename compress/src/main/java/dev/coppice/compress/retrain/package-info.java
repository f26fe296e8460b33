/**
 * Training what a plan left of a network, on labelled images and, if wanted, on the answers of the uncompressed network.
 *
 * <p>Start at {@link dev.coppice.compress.retrain.Retrainer}. Batch statistics are measured anew and frozen
 * ({@link dev.coppice.compress.retrain.BatchNormReestimation}); batches are drawn from the seed alone, whatever threads
 * prepare them ({@link dev.coppice.compress.retrain.Augmentation}); the loss is per-pixel cross-entropy written as soft
 * targets, which carry ignored pixels, class weights and distillation; the weights that did best on the validation data are
 * kept. Training from scratch is the same with fresh weights and {@link
 * dev.coppice.compress.retrain.RetrainOptions#fromScratch()}.
 */
@NullMarked
package dev.coppice.compress.retrain;

import org.jspecify.annotations.NullMarked;

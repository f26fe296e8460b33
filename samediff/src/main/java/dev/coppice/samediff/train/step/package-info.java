/**
 * One training step: the loss of a batch, its gradients, and an update of the weights.
 *
 * <p>Start at {@link dev.coppice.samediff.train.step.TrainingSession}. A {@link dev.coppice.samediff.train.step.LossForm}
 * says what the loss is made of, {@link dev.coppice.samediff.train.step.LossGraph} appends it to the lowered network,
 * {@link dev.coppice.samediff.train.step.TrainingStep} computes it with its gradients,
 * {@link dev.coppice.samediff.train.step.Updates} changes the weights. Gradients without training come from
 * {@link dev.coppice.samediff.train.step.LossGradients} and {@link dev.coppice.samediff.train.step.TensorGradients}.
 */
@NullMarked
package dev.coppice.samediff.train.step;

import org.jspecify.annotations.NullMarked;

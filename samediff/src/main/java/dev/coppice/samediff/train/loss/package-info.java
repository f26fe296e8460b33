/**
 * What a network is trained for.
 *
 * <p>Start at {@link dev.coppice.samediff.train.loss.Objective}. Cross-entropy with labels and with a teacher is computed in the graph, by
 * targets ({@link dev.coppice.samediff.train.batch.LossTargets}); every other loss is here, one a file, with its gradient written out: in
 * class probabilities ({@link dev.coppice.samediff.train.loss.ProbabilityLoss}), or in logits where it is simpler. Pixels without a label
 * take no part.
 */
@NullMarked
package dev.coppice.samediff.train.loss;

import org.jspecify.annotations.NullMarked;

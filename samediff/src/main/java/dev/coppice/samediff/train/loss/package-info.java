/**
 * Losses of training.
 *
 * <p>Start at {@link dev.coppice.samediff.train.loss.LossTerm}: an {@link dev.coppice.samediff.train.loss.Objective} is a
 * sum of terms, one from each part of its row in {@link dev.coppice.samediff.train.loss.Loss} and one from its row in
 * {@link dev.coppice.samediff.train.loss.Distillation}. Cross-entropy with labels and with a teacher is computed in the
 * graph, by targets; attention is a part of the graph. Every other loss is a function of the logits in a file of its own,
 * with its gradient written out. The gradient is in class probabilities
 * ({@link dev.coppice.samediff.train.loss.ProbabilityLoss}), or in logits if that is simpler. Pixels without a label take no
 * part. A new loss is a file here, a row in one of the two tables, and a row in its test.
 */
@NullMarked
package dev.coppice.samediff.train.loss;

import org.jspecify.annotations.NullMarked;

/**
 * What a network is trained for.
 *
 * <p>Start at {@link dev.coppice.samediff.train.loss.LossTerm}: an {@link dev.coppice.samediff.train.loss.Objective} is a sum of such
 * terms, one from each part of its row in {@link dev.coppice.samediff.train.loss.Loss} and one from its row in {@link
 * dev.coppice.samediff.train.loss.Distillation}. Cross-entropy with labels and with a teacher is computed in the graph, by targets;
 * attention is a part of the graph; every other loss is a function of the logits, one a file, with its gradient written out: in class
 * probabilities ({@link dev.coppice.samediff.train.loss.ProbabilityLoss}), or in logits where it is simpler. Pixels without a label take
 * no part. A new loss is a file here, a row in one of the two tables, and a row in its test.
 */
@NullMarked
package dev.coppice.samediff.train.loss;

import org.jspecify.annotations.NullMarked;

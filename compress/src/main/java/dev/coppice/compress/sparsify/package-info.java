/**
 * Sparsity training before a cut: weights of unimportant channels are driven to zero, so that cutting them changes less.
 *
 * <p>Soft pruning follows the coming cut and needs no strength. Slimming suits networks with batch normalisations after
 * their convolutions. Group lasso suits all networks. Each is a {@link dev.coppice.models.measure.WeightChange} between
 * training steps. Start at {@link dev.coppice.compress.sparsify.Sparsity}.
 */
@NullMarked
package dev.coppice.compress.sparsify;

import org.jspecify.annotations.NullMarked;

/**
 * Training that prepares a network for being cut: weights of channels that matter little are driven to zero first, so that
 * cutting them changes less.
 *
 * <p>Soft pruning follows the cut that is to come and needs no strength; slimming suits networks whose convolutions have batch
 * normalisations behind them; group lasso suits all. Each is a {@link dev.coppice.models.measure.WeightChange} between
 * training steps. Start at {@link dev.coppice.compress.sparsify.Sparsity}.
 */
@NullMarked
package dev.coppice.compress.sparsify;

import org.jspecify.annotations.NullMarked;

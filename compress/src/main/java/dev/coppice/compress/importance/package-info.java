/**
 * Importance of coupled channels, one file for each criterion.
 *
 * <p>A criterion gives every output channel of a contraction one finite score; a higher one means more important. Start
 * at {@link dev.coppice.compress.importance.Importance}, which turns them into one score for each coupled channel. {@link
 * dev.coppice.compress.importance.Criteria} lists criteria by name. Criteria on weights score one contraction after the
 * other. Criteria on data query a {@link dev.coppice.models.measure.GradientSource} once for all contractions: for the
 * values of channels (activation, apoz, hrank, spectral), for the gradient of the loss in a gate of each channel (taylor,
 * fisher) or at its frequencies (spectral-taylor).
 */
@NullMarked
package dev.coppice.compress.importance;

import org.jspecify.annotations.NullMarked;

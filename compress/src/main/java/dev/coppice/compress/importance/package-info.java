/**
 * How much each coupled channel matters, one criterion a file.
 *
 * <p>A criterion gives every output channel of a contraction one finite score, higher meaning worth more; {@link
 * dev.coppice.compress.importance.Importance}, where to start, makes of them one score a coupled channel. {@link
 * dev.coppice.compress.importance.Criteria} lists criteria by name. Those on weights score one contraction after the other;
 * those on data ask a {@link dev.coppice.models.measure.GradientSource} once for all of them: for what
 * channels hold (activation, apoz, hrank, spectral), for the gradient of the loss in a gate of each channel (taylor, fisher) or at its
 * frequencies (spectral-taylor).
 */
@NullMarked
package dev.coppice.compress.importance;

import org.jspecify.annotations.NullMarked;

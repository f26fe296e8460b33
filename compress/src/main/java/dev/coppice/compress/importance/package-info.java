/**
 * How much each channel group matters, one criterion a file.
 *
 * <p>A criterion gives every output channel of a contraction one finite score, higher meaning worth more; {@link
 * dev.coppice.compress.importance.Importance}, where to start, makes of them one score a channel group. {@link
 * dev.coppice.compress.importance.Criteria} lists criteria by name.
 */
@NullMarked
package dev.coppice.compress.importance;

import org.jspecify.annotations.NullMarked;

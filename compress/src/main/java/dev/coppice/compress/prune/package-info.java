/**
 * Channel pruning: how many channels of each layer go, and which.
 *
 * <p>{@code compress.channel} says what goes together, and {@code compress.importance} how important each coupled channel
 * is. Here a ratio becomes a plan. {@link dev.coppice.compress.prune.ChannelPruning} is the pass: start there.
 */
@NullMarked
package dev.coppice.compress.prune;

import org.jspecify.annotations.NullMarked;

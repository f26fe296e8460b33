/**
 * Chooses which channels go: how many of each layer, and the least important of them.
 *
 * <p>{@code compress.channel} says what goes together, {@code compress.importance} what each coupled channel is worth; here a
 * ratio becomes a plan. {@link dev.coppice.compress.prune.ChannelPruning} is the pass: start there.
 */
@NullMarked
package dev.coppice.compress.prune;

import org.jspecify.annotations.NullMarked;

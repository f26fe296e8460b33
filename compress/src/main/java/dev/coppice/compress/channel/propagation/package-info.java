/**
 * Propagation of channels through a graph: the context of a channel rule, and the run of all rules.
 *
 * <p>{@link dev.coppice.compress.channel.propagation.Propagation} passes every node, as a {@link
 * dev.coppice.compress.channel.propagation.ChannelContext}, to its {@link
 * dev.coppice.compress.channel.propagation.ChannelRule}. The result is a {@link
 * dev.coppice.compress.channel.propagation.PropagatedChannels}. Start at {@link
 * dev.coppice.compress.channel.propagation.ChannelRule}.
 */
@NullMarked
package dev.coppice.compress.channel.propagation;

import org.jspecify.annotations.NullMarked;

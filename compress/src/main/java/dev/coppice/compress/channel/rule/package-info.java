/**
 * Channel rules, one file for each operator family: how it carries atoms, which constants it slices, what it protects.
 *
 * <p>{@link dev.coppice.compress.channel.rule.ChannelRules} lists them. Start at {@link
 * dev.coppice.compress.channel.rule.ConvolutionChannels}.
 */
@NullMarked
package dev.coppice.compress.channel.rule;

import org.jspecify.annotations.NullMarked;

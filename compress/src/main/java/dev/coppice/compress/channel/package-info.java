/**
 * Which channels must go together: indices propagated through the graph.
 *
 * <p>Every prunable channel is an <em>atom</em>, born on the output axis of a contraction with constant weights (Conv,
 * ConvTranspose, Gemm, MatMul). Each tensor carries an array of atoms ({@link
 * dev.coppice.compress.channel.propagation.Indices}) of the smallest shape that broadcasts to it. Elementwise operators unite the
 * atoms that meet (union-find in {@link dev.coppice.compress.channel.propagation.Atoms}), data movement is executed on the
 * arrays, and whatever must not be cut is protected with a reason. A cut removes whole indices on one axis of every tensor, so
 * atoms that share an index unite as well. No pattern is ever matched: what remains separate may be cut separately.
 *
 * <p>{@link dev.coppice.compress.channel.ChannelAnalysis} runs it over a network and answers with {@link
 * dev.coppice.compress.channel.ChannelGroup}s of {@link dev.coppice.compress.channel.CoupledChannel}s: start there. {@code
 * propagation} carries the atoms. {@code rule} holds one kind or family of operators a file; a new one is a file there, a line
 * in {@link dev.coppice.compress.channel.rule.ChannelRules} and a test.
 */
@NullMarked
package dev.coppice.compress.channel;

import org.jspecify.annotations.NullMarked;

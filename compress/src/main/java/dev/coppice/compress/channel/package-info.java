/**
 * Channels that must go together, found by propagating indices through the graph.
 *
 * <p>Every prunable channel is an <em>atom</em>, born on the output axis of a contraction with constant weights (Conv,
 * ConvTranspose, Gemm, MatMul). Each tensor carries an array of atoms ({@link
 * dev.coppice.compress.channel.propagation.Indices}) of the smallest shape that broadcasts to it. Elementwise operators
 * unite the atoms that meet (union-find in {@link dev.coppice.compress.channel.propagation.Atoms}). Data movement is
 * executed on the arrays. Whatever must not be cut is protected with a reason. A cut removes whole indices on one axis of
 * every tensor, so atoms that share an index unite as well. There is no pattern matching: atoms that remain separate may
 * be cut separately.
 *
 * <p>{@link dev.coppice.compress.channel.ChannelAnalysis} runs this over a network and returns {@link
 * dev.coppice.compress.channel.ChannelGroup}s of {@link dev.coppice.compress.channel.CoupledChannel}s: start there.
 * {@code propagation} carries the atoms. {@code rule} has one file for each kind or family of operators. A new one takes
 * a file there, a line in {@link dev.coppice.compress.channel.rule.ChannelRules} and a test.
 */
@NullMarked
package dev.coppice.compress.channel;

import org.jspecify.annotations.NullMarked;

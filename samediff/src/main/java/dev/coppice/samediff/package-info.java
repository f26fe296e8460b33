/**
 * The engine room: lowers a network to a fresh SameDiff graph, runs it and trains it, and lifts SameDiff graphs.
 *
 * <p>Only operators whose gradients we have checked ourselves are emitted, one translator an operator family in {@link
 * dev.coppice.samediff.lowering}, listed in {@link dev.coppice.samediff.lowering.OpTranslators}. Tensors are N×C×H×W inside
 * as outside; weights are laid out as ND4J wants them and come back in ONNX layout. This package and its {@code op} are the
 * only places that import ND4J, and nothing outside sees how training is done. Start at {@link
 * dev.coppice.samediff.Lowered}.
 */
@NullMarked
package dev.coppice.samediff;

import org.jspecify.annotations.NullMarked;

/**
 * Engine that runs networks in SameDiff, and reads and writes SameDiff graphs.
 *
 * <p>Start at {@link dev.coppice.samediff.InferenceSession}, which computes a network's tensors, or at
 * {@link dev.coppice.samediff.SameDiffNetworks}, the entry point for people who work in SameDiff. Training is in
 * {@link dev.coppice.samediff.train}. A network is lowered to a fresh SameDiff graph
 * ({@code dev.coppice.samediff.lowering}), and the needed part of it is compiled ({@code dev.coppice.samediff.program}).
 * Tensors are N×C×H×W inside and outside. Weights have ND4J's layout inside and come back in ONNX layout. Only this module
 * imports ND4J.
 */
@NullMarked
package dev.coppice.samediff;

import org.jspecify.annotations.NullMarked;

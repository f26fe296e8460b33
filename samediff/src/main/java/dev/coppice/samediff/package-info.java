/**
 * The engine: runs networks in SameDiff, and takes SameDiff graphs in and out.
 *
 * <p>Start at {@link dev.coppice.samediff.InferenceSession}, which computes a network's tensors, or at {@link
 * dev.coppice.samediff.SameDiffNetworks}, the door for people who work in SameDiff; training is in {@link
 * dev.coppice.samediff.train}. A network is lowered to a fresh SameDiff graph ({@link dev.coppice.samediff.lowering}), of which
 * what is needed is compiled ({@link dev.coppice.samediff.program}). Tensors are N×C×H×W inside as outside; weights are laid out
 * as ND4J wants them and come back in ONNX layout. This module is the only one that imports ND4J.
 */
@NullMarked
package dev.coppice.samediff;

import org.jspecify.annotations.NullMarked;

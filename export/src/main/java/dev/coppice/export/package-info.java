/**
 * Hands a network back as an ONNX file with its card and provenance inside, and proves that the file computes the same.
 *
 * <p>Start at {@code dev.coppice.export.onnx} for writing and at {@code dev.coppice.export.runtime}, the one door to ONNX
 * Runtime, for running. {@link dev.coppice.export.WholeFile} writes any other file of a result. This module knows nothing of
 * compression.
 */
@NullMarked
package dev.coppice.export;

import org.jspecify.annotations.NullMarked;

/**
 * Export of a network as an ONNX file with card and provenance inside, after a proof that the file computes the same.
 *
 * <p>Start at {@code dev.coppice.export.onnx} for writing, and for running at {@code dev.coppice.export.runtime}, the
 * only package that calls ONNX Runtime. {@link dev.coppice.export.WholeFile} writes all other files of a result. This
 * module does not know compression.
 */
@NullMarked
package dev.coppice.export;

import org.jspecify.annotations.NullMarked;

/**
 * Writing of graphs as ONNX files at opset 18, with the same bytes for the same graph.
 *
 * <p>Start at {@link dev.coppice.export.onnx.OnnxWriter}. Coppice's own operator, Resample, is first expanded into the
 * cheapest ONNX operators that equal it ({@link dev.coppice.export.onnx.ResampleExpansion}).
 */
@NullMarked
package dev.coppice.export.onnx;

import org.jspecify.annotations.NullMarked;

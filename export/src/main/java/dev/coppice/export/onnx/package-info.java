/**
 * Writes graphs as ONNX files at opset 18, the same bytes for the same graph every time.
 *
 * <p>Start at {@link dev.coppice.export.onnx.OnnxWriter}. Our one operator, Resample, is first written out as the cheapest
 * ONNX operators that equal it ({@link dev.coppice.export.onnx.ResampleExpansion}).
 */
@NullMarked
package dev.coppice.export.onnx;

import org.jspecify.annotations.NullMarked;

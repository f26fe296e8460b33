/**
 * Accuracy of a network on labelled images, run in ONNX Runtime: what ships is what is measured.
 *
 * <p>Logits are carried to the label's size (bilinear, half-pixel centres) before the class of a pixel is read off, so
 * that two networks with outputs of different sizes are compared on the same pixels; one confusion matrix is filled over
 * the whole split. Classes match by name. Start at {@link dev.coppice.eval.metric.OnnxEvaluator};
 * a planner, which asks hundreds of times about a few pictures, at {@link dev.coppice.eval.metric.CalibrationEvaluator}.
 */
@NullMarked
package dev.coppice.eval.metric;

import org.jspecify.annotations.NullMarked;

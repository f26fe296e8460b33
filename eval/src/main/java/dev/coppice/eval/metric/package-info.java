/**
 * Accuracy of a network on labelled images, run in ONNX Runtime: the measured network is the one that ships.
 *
 * <p>Logits are resized to the label's size (bilinear, half-pixel centres) before each pixel's class is read. Networks with
 * outputs of different sizes are thus compared on the same pixels. One confusion matrix counts the whole split. Classes
 * match by name. Start at {@link dev.coppice.eval.metric.OnnxEvaluator}. For a planner, which asks hundreds of times about a
 * few pictures, start at {@link dev.coppice.eval.metric.CalibrationEvaluator}.
 */
@NullMarked
package dev.coppice.eval.metric;

import org.jspecify.annotations.NullMarked;

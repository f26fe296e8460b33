/**
 * The latency of a network for one image as it is deployed: alone in ONNX Runtime, on one thread and on all physical cores.
 *
 * <p>Networks to compare run in turns within one measurement, so that a machine that slows down affects all alike. The
 * result says how steady the machine was. Start at {@link dev.coppice.eval.latency.Latency}.
 */
@NullMarked
package dev.coppice.eval.latency;

import org.jspecify.annotations.NullMarked;

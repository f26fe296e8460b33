/**
 * How long a network takes for one image as it is deployed: alone in ONNX Runtime, on one thread and on all physical cores.
 *
 * <p>Networks that are compared run in turns within one measurement, so that a machine that grows slow slows all of them
 * alike, and how steady it was is said. Start at {@link dev.coppice.eval.latency.Latency}.
 */
@NullMarked
package dev.coppice.eval.latency;

import org.jspecify.annotations.NullMarked;

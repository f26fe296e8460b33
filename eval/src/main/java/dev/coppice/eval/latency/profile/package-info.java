/**
 * The latency of parts of a network on a machine: micro-networks timed in ONNX Runtime, and the latency of whole networks
 * predicted from them.
 *
 * <p>A network is divided into {@link dev.coppice.eval.latency.profile.Segment}s. Each is timed as a {@link
 * dev.coppice.eval.latency.profile.MicroNetwork} at a few widths, here or on another machine. These times are the rows of a
 * {@link dev.coppice.eval.latency.profile.LatencyProfile}, from which {@link dev.coppice.eval.latency.profile.LatencyModel}
 * predicts.
 */
@NullMarked
package dev.coppice.eval.latency.profile;

import org.jspecify.annotations.NullMarked;

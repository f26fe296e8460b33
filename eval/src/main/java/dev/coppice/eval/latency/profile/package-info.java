/**
 * How long a part of a network takes on a machine: micro-networks timed in ONNX Runtime, and the latency of whole networks
 * predicted from them.
 *
 * <p>A network falls into {@link dev.coppice.eval.latency.profile.Segment}s; each is timed as a {@link
 * dev.coppice.eval.latency.profile.MicroNetwork} at a few widths, here or on another machine, which gives the rows of a {@link
 * dev.coppice.eval.latency.profile.LatencyProfile}; {@link dev.coppice.eval.latency.profile.LatencyModel} predicts from those.
 */
@NullMarked
package dev.coppice.eval.latency.profile;

import org.jspecify.annotations.NullMarked;

/**
 * Decides what to cut from a network, cuts it and retrains what is left.
 *
 * <p>Start at {@code dev.coppice.compress.plan}: a plan is data that names every candidate, changed or declined, with a
 * reason. This module never opens ONNX Runtime; whatever it has to measure it asks of the ports in
 * {@code dev.coppice.models.measure}.
 */
@NullMarked
package dev.coppice.compress;

import org.jspecify.annotations.NullMarked;

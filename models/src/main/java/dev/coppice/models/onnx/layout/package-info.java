/**
 * Channels-last files, carried channels first. A Transpose becomes a value, the order of a tensor's axes, that every
 * operator passes on, so the Transposes that exporters put around convolutions are gone.
 *
 * <p>Start at {@link dev.coppice.models.onnx.layout.ChannelsFirst}; {@link dev.coppice.models.onnx.layout.CarryRules} is the
 * table of rules.
 */
@NullMarked
package dev.coppice.models.onnx.layout;

import org.jspecify.annotations.NullMarked;

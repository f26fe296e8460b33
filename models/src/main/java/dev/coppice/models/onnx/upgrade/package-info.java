/**
 * Conversion of operators of other opsets to the canonical opset 18, one file per operator family.
 *
 * <p>{@link dev.coppice.models.operator.SinceVersions} of the table of operators says whether an operator means the same at
 * 18. If it does not, {@link dev.coppice.models.onnx.upgrade.Upgrades} names the rule. To add one: one class, one line
 * there, one parity test. Start at {@link dev.coppice.models.onnx.upgrade.Conversion}.
 */
@NullMarked
package dev.coppice.models.onnx.upgrade;

import org.jspecify.annotations.NullMarked;

/**
 * Table of operators: kind, inputs and outputs, their types and axes, and since-versions.
 *
 * <p>{@link dev.coppice.models.operator.Operators} is the table, one row an operator: the ONNX standard's and ours. Each
 * stage (shapes, batches, channels, grids, …) keeps {@link dev.coppice.models.operator.OperatorRules}: a default rule by
 * {@link dev.coppice.models.operator.OperatorKind}, and overrides for the few operators that differ. An elementwise operator
 * is thus one row here, and one translator where it can be trained. Start at {@link dev.coppice.models.operator.Operators}.
 */
@NullMarked
package dev.coppice.models.operator;

import org.jspecify.annotations.NullMarked;

/**
 * The whole flow as one call: read, plan, rewrite, retrain, export, evaluate, report.
 *
 * <p>The command line, the sweeps and the front door use it. Start at {@link dev.coppice.eval.flow.CompressionFlow}. A
 * {@link dev.coppice.eval.flow.CompressionRequest} says what to do; a {@link dev.coppice.eval.flow.CompressionResult} holds
 * the result.
 *
 * <p>A run folds a list of stages ({@code FlowStage}). Each stage gets a {@code CompressionState} and a {@code RunContext},
 * and makes the next state. {@code PruneTrainLoop} lists the stages of a request. A new stage is one record and one line
 * there.
 */
@NullMarked
package dev.coppice.eval.flow;

import org.jspecify.annotations.NullMarked;

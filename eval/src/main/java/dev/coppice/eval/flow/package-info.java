/**
 * The whole flow as one call: read, plan, rewrite, retrain, export, evaluate, report.
 *
 * <p>The command line, the sweeps and the README all use it. Start at {@link dev.coppice.eval.flow.CompressionFlow}; what
 * to do is a {@link dev.coppice.eval.flow.CompressionRequest}, what came of it a {@link
 * dev.coppice.eval.flow.CompressionResult}.
 *
 * <p>A run is a list of stages ({@code FlowStage}) that is folded: each makes of a {@code CompressionState} the next, and is
 * given a {@code RunContext}. {@code PruneTrainLoop} lists the stages of a request; to add a stage is one record and one line
 * there.
 */
@NullMarked
package dev.coppice.eval.flow;

import org.jspecify.annotations.NullMarked;

/**
 * Compilation of a SameDiff graph to a fixed list of operators over arrays that are allocated once.
 *
 * <p>In every step, SameDiff itself looks up each operator by name, computes the shapes of its results and maps fresh
 * memory. That takes longer than the arithmetic. Here it happens once. {@link dev.coppice.samediff.program.OperatorOrder}
 * finds the needed operators and their order. {@link dev.coppice.samediff.program.ResultShapes} finds their results, and
 * {@link dev.coppice.samediff.program.ChannelsLast} the layouts. {@link dev.coppice.samediff.program.MomentSums} merges
 * sums, {@link dev.coppice.samediff.program.ReadResults} removes what nobody reads, and
 * {@link dev.coppice.samediff.program.MemoryPlan} places results in memory. {@link dev.coppice.samediff.program.Program}
 * runs the list.
 *
 * <p>The work of a step is a {@link dev.coppice.samediff.program.Work}: an operator of ND4J, or our own operator where
 * ND4J's is slow. {@link dev.coppice.samediff.program.MapForms} knows which of them can run channels last, and how.
 */
@NullMarked
package dev.coppice.samediff.program;

import org.jspecify.annotations.NullMarked;

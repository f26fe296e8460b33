/**
 * A SameDiff graph compiled to a fixed list of operators over arrays that are allocated once.
 *
 * <p>SameDiff itself looks every operator up by name in every step, works out the shapes of its results and maps fresh memory
 * for them, which takes longer than the arithmetic. Here all of that happens once: {@link
 * dev.coppice.samediff.program.OperatorOrder} finds what is needed in which order, {@link
 * dev.coppice.samediff.program.ResultShapes} what comes out of it, {@link
 * dev.coppice.samediff.program.ChannelsLast} in which layout, {@link
 * dev.coppice.samediff.program.MomentSums} what can be added in one go, {@link
 * dev.coppice.samediff.program.UnreadResults} what need not be computed, {@link
 * dev.coppice.samediff.program.MemoryPlan} where it lies, and {@link dev.coppice.samediff.program.Program} runs it.
 *
 * <p>What a step does is a {@link dev.coppice.samediff.program.Work}: an operator of ND4J's, or one of our own where that is
 * slow. {@link dev.coppice.samediff.program.MapForms} knows which of them can do it channels last, and how.
 */
@NullMarked
package dev.coppice.samediff.program;

import org.jspecify.annotations.NullMarked;

/**
 * Sweeps: many compressions of one network, and the Pareto front of their results.
 *
 * <p>A sweep works through combinations of pruning ratios or budgets, grids, criteria and seeds. Each result becomes a line
 * of {@code sweep.csv} at once. An interrupted sweep goes on where it stopped. Start at {@link
 * dev.coppice.eval.sweep.Sweep}.
 */
@NullMarked
package dev.coppice.eval.sweep;

import org.jspecify.annotations.NullMarked;

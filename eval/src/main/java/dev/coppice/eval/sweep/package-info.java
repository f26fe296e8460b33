/**
 * Many compressions of one network, and which of them are worth having.
 *
 * <p>The simple form: the product of pruning ratios and grids, one after another, each result a line of {@code sweep.csv}
 * as it comes; a sweep that was interrupted goes on where it stopped. Start at {@link dev.coppice.eval.sweep.Sweep}.
 */
@NullMarked
package dev.coppice.eval.sweep;

import org.jspecify.annotations.NullMarked;

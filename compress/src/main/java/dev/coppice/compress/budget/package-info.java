/**
 * Channels and grids in one currency: the planner.
 *
 * <p>Start at {@link dev.coppice.compress.budget.Budget}: what a network may take.
 */
@NullMarked
package dev.coppice.compress.budget;

import org.jspecify.annotations.NullMarked;

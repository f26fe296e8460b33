/**
 * Planner that weighs channels and grids in one currency.
 *
 * <p>Cutting channels and lowering a grid are both moves. Each has a rise of the loss, measured on the rewritten network
 * before any training, and a saving in the currency of the budget: milliseconds on a machine, MACs, parameters or bytes.
 * {@link dev.coppice.compress.budget.FrontierSearch} goes down from the original. It takes the move that raises the loss
 * least for what it saves, and measures again what earlier moves have changed. So it finds the whole {@link
 * dev.coppice.compress.budget.Frontier} before any training. {@link dev.coppice.compress.budget.BudgetedCut} is the pass
 * that plans for one {@link dev.coppice.compress.budget.Budget}: start there.
 *
 * <p>An outdated measurement is repeated only for the move that looks best, as Minoux did for submodular functions
 * (Accelerated greedy algorithms for maximizing submodular set functions, 1978). As the plan grows, a move costs more and
 * saves less. Old figures are therefore too good, and a move that stays best with new figures is the best.
 */
@NullMarked
package dev.coppice.compress.budget;

import org.jspecify.annotations.NullMarked;

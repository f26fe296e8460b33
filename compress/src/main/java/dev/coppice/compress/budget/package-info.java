/**
 * Channels and grids in one currency: the planner.
 *
 * <p>Cutting channels and lowering a grid are both moves with a rise of the loss, measured on the rewritten network before any
 * training, and a saving in the currency of the budget: milliseconds on a machine, MACs, parameters or bytes. {@link
 * dev.coppice.compress.budget.FrontierSearch} goes down from the original by the move that raises the loss least for what it
 * saves, measures again what earlier moves have changed, and so finds the whole {@link
 * dev.coppice.compress.budget.Frontier} before a step of training. {@link dev.coppice.compress.budget.BudgetedCut} is the pass
 * that plans for one {@link dev.coppice.compress.budget.Budget}: start there.
 *
 * <p>Measurements that are out of date are taken anew only for the move that looks best, as Minoux did for submodular
 * functions (Accelerated greedy algorithms for maximizing submodular set functions, 1978): what a move costs grows as the plan
 * does and what it saves shrinks, so old figures are too good and the move that stays best in spite of new ones is the best.
 */
@NullMarked
package dev.coppice.compress.budget;

import org.jspecify.annotations.NullMarked;

package dev.coppice.eval;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.promise.MaxDrop;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Grid;
import java.util.Optional;

/**
 * The parts of a cut, given in any order.
 *
 * @param channels how many channels go
 * @param grid grid that maps are capped at; the full grid if a planner is to leave grids alone
 * @param budget budget to meet
 * @param promise largest drop to promise
 * @param how how channels and grids are cut
 */
record CutWords(
        Optional<PruningTarget> channels,
        Optional<GridLimit> grid,
        Optional<Budget> budget,
        Optional<MaxDrop> promise,
        PassChoice how) {
    /** No parts given. */
    static final CutWords NONE =
            new CutWords(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), PassChoice.USUAL);

    CutWords withChannels(PruningTarget said) {
        return new CutWords(Optional.of(said), grid, budget, promise, how);
    }

    CutWords withGrid(GridLimit said) {
        return new CutWords(channels, Optional.of(said), budget, promise, how);
    }

    CutWords withBudget(Budget said) {
        return new CutWords(channels, grid, Optional.of(said), promise, how);
    }

    CutWords withPromise(MaxDrop said) {
        return new CutWords(channels, grid, budget, Optional.of(said), how);
    }

    CutWords withHow(PassChoice said) {
        return new CutWords(channels, grid, budget, promise, said);
    }

    /** The cut where accuracy can be measured. */
    CutChoice cut() {
        Optional<MaxDrop> meant = saysHowMuch() ? promise : promise.or(() -> Optional.of(MaxDrop.USUAL));
        return new CutChoice(channels, limit(), budget, meant, grid.isEmpty(), how);
    }

    /** The cut where accuracy cannot be measured: a planner leaves grids alone. */
    CutChoice withoutData() {
        if (promise.isPresent()) {
            throw new InvalidInputException("A promised drop is measured on pictures, but there are none here. Say how"
                    + " much is to be cut, or compress with data.");
        }
        if (!saysHowMuch()) {
            throw new InvalidInputException(
                    "Nothing is to be cut. Say how much: a share of the channels, a grid or a budget.");
        }
        return new CutChoice(channels, limit(), budget, Optional.empty(), false, how);
    }

    private boolean saysHowMuch() {
        return channels.isPresent() || budget.isPresent() || limit().isPresent();
    }

    private Optional<TruncationTarget> limit() {
        return grid.filter(said -> !said.grid().equals(Grid.FULL)).map(said -> said);
    }
}

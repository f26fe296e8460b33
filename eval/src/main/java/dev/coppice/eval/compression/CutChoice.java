package dev.coppice.eval.compression;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.budget.BudgetPlanner;
import dev.coppice.eval.budget.BudgetSearch;
import dev.coppice.eval.budget.LatencySource;
import dev.coppice.eval.promise.MaxDrop;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A choice of how much is cut, and how.
 *
 * @param channels number of channels to remove, divided among layers by a scope
 * @param grid grid that feature maps are lowered to
 * @param budget budget that a planner meets, with channels and, if no grid is given, a grid
 * @param promise largest drop, if nothing else says how much is cut
 * @param choosesGrid whether a planner may choose grids besides the network's own
 * @param how channels and grids are cut
 */
public record CutChoice(
        Optional<PruningTarget> channels,
        Optional<TruncationTarget> grid,
        Optional<Budget> budget,
        Optional<MaxDrop> promise,
        boolean choosesGrid,
        PassChoice how) {
    public CutChoice {
        if (Stream.of(channels, budget, promise).filter(Optional::isPresent).count() > 1) {
            throw new InvalidInputException(
                    "A target of channels, a budget and a promised drop each say how much is cut. Give one of them.");
        }
        choosesGrid = choosesGrid && (budget.isPresent() || promise.isPresent());
        if (grid.isPresent() && (choosesGrid || promise.isPresent())) {
            throw new InvalidInputException(
                    "A planner is to choose the grid, but " + grid.get() + " is given. Give one or the other.");
        }
        if (budget.isPresent() && grid.filter(g -> !g.isGiven()).isPresent()) {
            throw new InvalidInputException("A budget needs a grid that is known in advance, not " + grid.get()
                    + ". Give a grid such as 1/2, or none.");
        }
    }

    /** A cut of channels alone. */
    public static CutChoice channels(PruningTarget target) {
        return new CutChoice(
                Optional.of(target), Optional.empty(), Optional.empty(), Optional.empty(), false, PassChoice.USUAL);
    }

    /** A cut of grids alone. */
    public static CutChoice grid(TruncationTarget target) {
        return new CutChoice(
                Optional.empty(), Optional.of(target), Optional.empty(), Optional.empty(), false, PassChoice.USUAL);
    }

    /** A cut of channels and grids in which a planner meets a budget with the least loss. */
    public static CutChoice to(Budget budget) {
        return new CutChoice(
                Optional.empty(), Optional.empty(), Optional.of(budget), Optional.empty(), true, PassChoice.USUAL);
    }

    /** A cut to the fastest network within a drop. */
    public static CutChoice losing(MaxDrop drop) {
        return new CutChoice(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(drop), true, PassChoice.USUAL);
    }

    /** The same with grids capped too, at this grid instead of a planner's. */
    public CutChoice withGrid(TruncationTarget target) {
        return new CutChoice(channels, Optional.of(target), budget, promise, false, how);
    }

    /** The same with other settings for how to cut. */
    public CutChoice with(PassChoice changed) {
        return new CutChoice(channels, grid, budget, promise, choosesGrid, changed);
    }

    /**
     * The passes: grids first, then channels on their result, or the pass of a planner for a budget. A promise has no
     * passes, as its flow plans.
     */
    public List<CompressionPass> passes(Network network, PassInputs inputs) {
        List<CompressionPass> passes = before(inputs);
        budget.ifPresent(asked -> passes.add(planner(asked.kind(), inputs).cut(network, done(passes), asked)));
        return passes;
    }

    /**
     * The search for a budget's kind, which serves all budgets of that kind.
     *
     * @throws java.util.NoSuchElementException if there is no budget
     */
    @SuppressWarnings("exports") // for the command line, which draws the frontier
    public BudgetSearch search(Network network, PassInputs inputs) {
        BudgetKind kind = budget.orElseThrow().kind();
        return planner(kind, inputs).search(network, done(before(inputs)), kind);
    }

    /** The passes before a planner's pass. */
    public List<CompressionPass> before(PassInputs inputs) {
        List<CompressionPass> passes = new ArrayList<>();
        grid.ifPresent(target -> passes.add(how.grids().pass(target, inputs)));
        channels.ifPresent(target -> passes.add(how.channels().pruning(target, inputs, inputs.widths())));
        return passes;
    }

    /** The planner of budgets of a kind, or of a promise in milliseconds. */
    BudgetPlanner planner(BudgetKind kind, PassInputs inputs) {
        Optional<LatencySource> latency = how.machine().latency(kind, inputs);
        ChannelPruning pruning = how.channels()
                .pruning(new PruningRatio(0), inputs, how.machine().widths(latency, inputs));
        List<GridTruncation> grids = choosesGrid ? how.grids().candidates() : List.of();
        return new BudgetPlanner(
                pruning, grids, latency, inputs.losses(), inputs::bytes, inputs.kept(), inputs.watch());
    }

    /**
     * Checks, before any data are read, that there is something to cut.
     *
     * @throws InvalidInputException if a truncation catches nothing, a named region does not exist, or a limit names no
     *     layer
     */
    public void check(Network network) {
        how.channels().limits().check(network);
        grid.ifPresent(target -> how.grids().tryOut(target, network));
    }

    private static Optional<GridTruncation> done(List<CompressionPass> before) {
        return before.stream()
                .filter(GridTruncation.class::isInstance)
                .map(GridTruncation.class::cast)
                .findFirst();
    }
}

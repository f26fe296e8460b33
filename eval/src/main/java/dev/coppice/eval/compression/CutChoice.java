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
 * How much is cut, and how.
 *
 * @param channels how many channels go, dealt out by a scope
 * @param grid how far grids are lowered
 * @param budget that a planner meets, with channels and, if none is given, a grid
 * @param promise the most that may be lost, where nothing else says how much is cut
 * @param choosesGrid whether a planner, if there is one, has grids to choose from besides the network's own
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
                    "A planner chooses the grid, and " + grid.get() + " is given. Give one or the other.");
        }
        if (budget.isPresent() && grid.filter(g -> !g.isGiven()).isPresent()) {
            throw new InvalidInputException("A budget is planned with a grid that is known before, not with "
                    + grid.get() + ". Give a grid such as 1/2, or none.");
        }
    }

    /** Channels alone. */
    public static CutChoice channels(PruningTarget target) {
        return new CutChoice(
                Optional.of(target), Optional.empty(), Optional.empty(), Optional.empty(), false, PassChoice.USUAL);
    }

    /** Grids alone. */
    public static CutChoice grid(TruncationTarget target) {
        return new CutChoice(
                Optional.empty(), Optional.of(target), Optional.empty(), Optional.empty(), false, PassChoice.USUAL);
    }

    /** Channels and grids as a planner meets a budget with the least loss. */
    public static CutChoice to(Budget budget) {
        return new CutChoice(
                Optional.empty(), Optional.empty(), Optional.of(budget), Optional.empty(), true, PassChoice.USUAL);
    }

    /** As fast as it goes with at most so much lost. */
    public static CutChoice losing(MaxDrop drop) {
        return new CutChoice(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(drop), true, PassChoice.USUAL);
    }

    /** The same with grids capped too, by this and no planner. */
    public CutChoice withGrid(TruncationTarget target) {
        return new CutChoice(channels, Optional.of(target), budget, promise, false, how);
    }

    /** The same, cut otherwise. */
    public CutChoice with(PassChoice changed) {
        return new CutChoice(channels, grid, budget, promise, choosesGrid, changed);
    }

    /**
     * The passes: grids first, then channels on their result, or what a planner finds for a budget. A promise has none: its flow
     * plans.
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

    /** The passes that go before a planner's. */
    public List<CompressionPass> before(PassInputs inputs) {
        List<CompressionPass> passes = new ArrayList<>();
        grid.ifPresent(target -> passes.add(how.grids().pass(target, inputs)));
        channels.ifPresent(target -> passes.add(how.channels().pruning(target, inputs, inputs.widths())));
        return passes;
    }

    /** Plans budgets of a kind, or a promise in milliseconds. */
    BudgetPlanner planner(BudgetKind kind, PassInputs inputs) {
        Optional<LatencySource> latency = how.machine().latency(kind, inputs.watch());
        ChannelPruning pruning = how.channels()
                .pruning(new PruningRatio(0), inputs, how.machine().widths(latency, inputs));
        List<GridTruncation> grids = choosesGrid ? how.grids().candidates() : List.of();
        return new BudgetPlanner(pruning, grids, latency, inputs.losses(), inputs::bytes, inputs.watch());
    }

    /**
     * Looks, before any data are read, whether there is anything to cut where it is asked for.
     *
     * @throws InvalidInputException if a truncation catches nothing, a region is named that is none, or a limit names no layer
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

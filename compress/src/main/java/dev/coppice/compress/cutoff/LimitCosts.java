package dev.coppice.compress.cutoff;

import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.util.HashMap;
import java.util.Map;

/** Costs of limits: the share of its MACs that a truncation leaves a network. Each limit is planned once. */
final class LimitCosts {
    private final Network network;
    private final LearnedTruncation pass;
    private final double whole;
    private final Map<Grid, Double> shares = new HashMap<>();

    LimitCosts(Network network, LearnedTruncation pass) {
        this.network = network;
        this.pass = pass;
        this.whole = Cost.of(network).macs();
    }

    double of(Grid limit) {
        return shares.computeIfAbsent(
                limit,
                l -> Cost.of(PlanRewriter.rewrite(network, pass.at(l).plan(network)))
                                .macs()
                        / whole);
    }

    /** The grid k/16 that holds the cut-offs and leaves the fewest MACs; the finest of equal ones. */
    Grid cheapest(Cutoffs cutoffs) {
        Grid best = Grid.FULL;
        for (int row = Cutoffs.LADDER; row >= Cutoffs.rung(cutoffs.height()); row--) {
            for (int column = Cutoffs.LADDER; column >= Cutoffs.rung(cutoffs.width()); column--) {
                Grid limit = new Grid(row, Cutoffs.LADDER, column, Cutoffs.LADDER).reduced();
                best = of(limit) < of(best) ? limit : best;
            }
        }
        return best;
    }
}

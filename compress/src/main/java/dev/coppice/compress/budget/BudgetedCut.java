package dev.coppice.compress.budget;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Cuts channels and lowers grids until a budget is met, by what loses least. The first point of the frontier within the budget
 * is taken and filled up; where it can be measured it is, and chosen again until it is within the budget as measured.
 *
 * @param budget what the network may cost
 * @param search finds the frontier, in the budget's currency
 * @param meter measures the price of whole networks that {@code search} only predicts; empty where the prediction is exact, or
 *     nothing can be measured
 * @param conditions what prices hold for, asked after planning and said at the end of the last decision; empty if for everything
 */
public record BudgetedCut(Budget budget, FrontierSearch search, Optional<PriceMeter> meter, Supplier<String> conditions)
        implements CompressionPass {
    /** The pass in decisions about moves that the search left out. */
    public static final String SEARCH = "search";

    /** With prices that hold everywhere. */
    public BudgetedCut(Budget budget, FrontierSearch search, Optional<PriceMeter> meter) {
        this(budget, search, meter, () -> "");
    }

    /** The plan for a network that nothing was done to. */
    @Override
    public CompressionPlan plan(Network network) {
        return plan(network, Iteration.only(network));
    }

    /**
     * The plan; the last decision is of pass {@value ChannelPruning#TARGET} and says what was chosen, what it is predicted to
     * cost and, where it is measured, what it was measured at.
     *
     * @throws InvalidInputException if the budget cannot be met, saying how far it goes and which layers stand in the way
     */
    @Override
    public CompressionPlan plan(Network network, Iteration iteration) {
        return outcome(network, iteration).plan();
    }

    @Override
    public Fingerprint fingerprint() {
        return search.added(Fingerprint.of("BudgetedCut").with("budget", Fingerprint.word(budget.toString())));
    }

    /**
     * The plan and what it was chosen from.
     *
     * @throws InvalidInputException as {@link #plan(Network, Iteration)}
     */
    public BudgetOutcome outcome(Network network, Iteration iteration) {
        double original = search.price(iteration.original());
        double predicted = budget.limit(original);
        if (search.frontier(network).original().price() <= predicted) {
            FrontierPoint all = search.frontier(network).original();
            Decision nothing = Decision.declined(
                    ChannelPruning.TARGET,
                    ChannelPruning.TARGET,
                    "nothing is cut: the budget of " + budget.kind().text(predicted) + " is not below the "
                            + budget.kind().text(all.price()) + " that the network takes as it is" + holding());
            return outcome(network, all, nothing, OptionalDouble.empty());
        }
        return meter.map(m -> verified(network, iteration, m)).orElseGet(() -> {
            FrontierPoint point = search.within(network, predicted)
                    .orElseThrow(() -> shortfall(
                            network,
                            original,
                            predicted,
                            search.frontier(network).cheapest().price()));
            Decision target = target(said(network, point, original), predicted);
            return outcome(network, point, target, OptionalDouble.empty());
        });
    }

    private BudgetOutcome outcome(Network network, FrontierPoint point, Decision last, OptionalDouble measured) {
        return new BudgetOutcome(with(search.plan(network, point), last), search.frontier(network), point, measured);
    }

    private BudgetOutcome verified(Network network, Iteration iteration, PriceMeter meter) {
        double original = search.price(iteration.original());
        double measured = original(meter, iteration.original());
        double allowed = budget.limit(measured);
        Verification.Kept kept = new Verification(
                        search, network, point -> measured(network, iteration, point, meter), budget.kind(), allowed)
                .run(budget.limit(original))
                .orElseThrow(() -> shortfall(
                        network,
                        measured,
                        allowed,
                        measured(network, iteration, search.frontier(network).cheapest(), meter)));
        String said = said(network, kept.point(), original) + measured(kept.measured(), measured);
        return outcome(network, kept.point(), target(said, allowed), OptionalDouble.of(kept.measured()));
    }

    private String measured(double price, double original) {
        return String.format(
                Locale.ROOT, ", measured %s (%.1f %%)", budget.kind().text(price), 100 * price / original);
    }

    /** What a point takes, its plan as it will be written but for the digits of what was measured. */
    private double measured(Network network, Iteration iteration, FrontierPoint point, PriceMeter meter) {
        double original = search.price(iteration.original());
        String said = said(network, point, original) + measured(point.price(), original);
        Decision last = target(said, budget.limit(original));
        CompressionPlan plan = with(search.plan(network, point), last);
        return meter.measured(PlanRewriter.rewrite(network, plan), plan);
    }

    private static double original(PriceMeter meter, Network network) {
        return meter.measured(network, CompressionPlan.keepAll(network.graph()));
    }

    /** What the original takes: measured where it can be, predicted where not. */
    public double original(Network network) {
        return meter.map(m -> original(m, network)).orElseGet(() -> search.price(network));
    }

    private String said(Network network, FrontierPoint point, double original) {
        return String.format(
                Locale.ROOT,
                "%s; predicted %s: %.1f %% of the original's %s",
                PointSentence.what(point),
                PointSentence.predicted(search.frontier(network), point, budget.kind()),
                100 * point.price() / original,
                budget.kind().text(original));
    }

    private Decision target(String said, double allowed) {
        return Decision.changed(
                ChannelPruning.TARGET,
                ChannelPruning.TARGET,
                said + "; at most " + budget.kind().text(allowed) + " asked for" + holding());
    }

    private String holding() {
        String held = conditions.get();
        return held.isEmpty() ? "" : "; " + held;
    }

    private static CompressionPlan with(CompressionPlan plan, Decision last) {
        List<Decision> decisions = new ArrayList<>(plan.decisions());
        decisions.add(last);
        return new CompressionPlan(plan.network(), plan.steps(), decisions);
    }

    private InvalidInputException shortfall(Network network, double original, double asked, double cheapest) {
        List<String> obstacles = search.obstacles(network);
        return new InvalidInputException(String.format(
                Locale.ROOT,
                "The budget of %s cannot be met for network '%s': it goes down to %s, %.1f %% of the original's %s."
                        + "%s Give a budget of at least %s, let layers lose more of their channels, or allow coarser grids.",
                budget.kind().text(asked),
                network.card().name(),
                budget.kind().text(cheapest),
                100 * cheapest / original,
                budget.kind().text(original),
                obstacles.isEmpty() ? "" : " In the way stand " + String.join("; ", obstacles) + ".",
                budget.kind().text(cheapest)));
    }
}

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
 * Pass that cuts channels and lowers grids to a budget, where the loss rises least. It takes the network with the least
 * expected loss whose price is within the budget. With a meter it measures the result and chooses again until the
 * measured price is within the budget.
 *
 * @param budget what the network may cost
 * @param search finds the frontier, in the budget's currency
 * @param meter measures prices that {@code search} only predicts; empty where the prediction is exact or nothing can
 *     measure
 * @param conditions what the prices depend on, such as a machine; read after planning and added to the last decision;
 *     empty text if nothing
 */
public record BudgetedCut(Budget budget, FrontierSearch search, Optional<PriceMeter> meter, Supplier<String> conditions)
        implements CompressionPass {
    /** The name of the pass in decisions about moves that the search left out. */
    public static final String SEARCH = "search";

    /** A cut whose prices hold everywhere. */
    public BudgetedCut(Budget budget, FrontierSearch search, Optional<PriceMeter> meter) {
        this(budget, search, meter, () -> "");
    }

    /** The plan for a network before any compression. */
    @Override
    public CompressionPlan plan(Network network) {
        return plan(network, Iteration.only(network));
    }

    /**
     * The plan. Its last decision, of pass {@value ChannelPruning#TARGET}, gives the choice, its predicted cost and, if
     * measured, its measured cost.
     *
     * @throws InvalidInputException if the budget cannot be met; the message gives the least price and the layers in the
     *     way
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
     * The plan and the frontier that it was chosen from.
     *
     * @throws InvalidInputException as {@link #plan(Network, Iteration)}
     */
    public BudgetOutcome outcome(Network network, Iteration iteration) {
        double original = original(iteration.original());
        double allowed = limit(network, iteration, original);
        FrontierPoint all = search.frontier(network).original();
        // the same as the original for a network that nothing has changed yet
        double now = all.price() * original / search.price(iteration.original());
        if (now <= allowed) {
            Decision nothing = Decision.declined(
                    ChannelPruning.TARGET,
                    ChannelPruning.TARGET,
                    "nothing is cut: the budget of " + budget.kind().text(allowed) + " is not below the "
                            + budget.kind().text(now) + " that the network takes as it is" + holding());
            CompressionPlan none = with(CompressionPlan.keepAll(network.graph()), nothing);
            return new BudgetOutcome(none, search.frontier(network), all, OptionalDouble.empty());
        }
        return meter.map(m -> verified(network, iteration, m, original)).orElseGet(() -> {
            FrontierPoint point = search.within(network, allowed)
                    .orElseThrow(() -> shortfall(
                            network,
                            original,
                            allowed,
                            search.frontier(network).cheapest().price()));
            Decision target = target(said(network, point, original), allowed);
            return outcome(network, point, target, OptionalDouble.empty());
        });
    }

    /**
     * The highest price.
     *
     * @param original the original's price, predicted or measured; the cheapest network's is taken to differ from its prediction
     *     as much
     */
    private double limit(Network network, Iteration iteration, double original) {
        return budget.limit(
                original,
                () -> search.frontier(network).cheapest().price() * original / search.price(iteration.original()));
    }

    private BudgetOutcome outcome(Network network, FrontierPoint point, Decision last, OptionalDouble measured) {
        return new BudgetOutcome(with(search.plan(network, point), last), search.frontier(network), point, measured);
    }

    private BudgetOutcome verified(Network network, Iteration iteration, PriceMeter meter, double measured) {
        double original = search.price(iteration.original());
        double allowed = limit(network, iteration, measured);
        Verification.Kept kept = new Verification(
                        search, network, point -> measured(network, iteration, point, meter), budget.kind(), allowed)
                .run(limit(network, iteration, original))
                .orElseThrow(() -> shortfall(
                        network,
                        measured,
                        allowed,
                        measured(network, iteration, search.frontier(network).cheapest(), meter)));
        String said = said(network, kept.point(), original) + measured(budget.kind(), kept.measured(), measured);
        return outcome(network, kept.point(), target(said, allowed), OptionalDouble.of(kept.measured()));
    }

    private static String measured(BudgetKind kind, double price, double original) {
        return String.format(Locale.ROOT, ", measured %s (%.1f %%)", kind.text(price), 100 * price / original);
    }

    /** The measured price of a point. Its plan is the one that will be written, except for the digits of the measurement. */
    private double measured(Network network, Iteration iteration, FrontierPoint point, PriceMeter meter) {
        double original = search.price(iteration.original());
        String said = said(network, point, original) + measured(budget.kind(), point.price(), original);
        Decision last = target(said, limit(network, iteration, original));
        CompressionPlan plan = with(search.plan(network, point), last);
        return meter.measured(PlanRewriter.rewrite(network, plan), plan);
    }

    /** The price of the original: measured if there is a meter, else predicted. */
    public double original(Network network) {
        return meter.map(m -> m.measured(network, CompressionPlan.keepAll(network.graph())))
                .orElseGet(() -> search.price(network));
    }

    private String said(Network network, FrontierPoint point, double original) {
        return said(search.frontier(network), point, budget.kind(), original);
    }

    private static String said(Frontier frontier, FrontierPoint point, BudgetKind kind, double original) {
        return String.format(
                Locale.ROOT,
                "%s; predicted %s: %.1f %% of the original's %s",
                PointSentence.what(point),
                PointSentence.predicted(frontier, point, kind),
                100 * point.price() / original,
                kind.text(original));
    }

    private Decision target(String said, double allowed) {
        return target(said, budget.kind().text(allowed), holding());
    }

    private static Decision target(String said, String allowed, String held) {
        return Decision.changed(
                ChannelPruning.TARGET, ChannelPruning.TARGET, said + "; at most " + allowed + " asked for" + held);
    }

    /** A plan that ends as one does that is written into a file, for a point whose own price is asked for. */
    static CompressionPlan told(CompressionPlan plan, Frontier frontier, FrontierPoint point) {
        double original = frontier.original().price();
        String said =
                said(frontier, point, BudgetKind.BYTES, original) + measured(BudgetKind.BYTES, point.price(), original);
        return with(plan, target(said, BudgetKind.BYTES.text(point.price()), ""));
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
                        + "%s Give at least %s, or let layers lose more of their channels%s.",
                budget.kind().text(asked),
                network.card().name(),
                budget.kind().text(cheapest),
                100 * cheapest / original,
                budget.kind().text(original),
                obstacles.isEmpty() ? "" : " What stands in the way: " + String.join("; ", obstacles) + ".",
                Budget.covering(budget.kind(), cheapest),
                search.hasGrids() ? " or maps have coarser grids" : ""));
    }
}

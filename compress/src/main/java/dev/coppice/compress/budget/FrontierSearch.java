package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Decision;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Search over channels and grids together for every trade of loss for price. It runs once for each network and keeps the
 * result, so that a pass and a report share one search. It is deterministic if its ports are.
 */
public final class FrontierSearch {
    private static final String PASSED_OVER = "what they save is not worth what the loss rises by";

    /** The result for one network; its points cost as much more than their states as is written beside them. */
    private record Found(Frontier frontier, TradeOffs trades, double beside) {
        SearchStates states() {
            return trades.states();
        }
    }

    private final ChannelPruning channels;
    private final List<GridTruncation> grids;
    private final PlanningPorts ports;
    private final Recoverability recoverability;
    private final Map<String, Found> found = new HashMap<>();

    /**
     * Prepares a search and does not run it.
     *
     * @param channels chooses channels and how many a layer may keep; its target and scope are ignored
     * @param grids candidates besides the original's grid; empty where the loss is estimated from weights
     * @param recoverability weights of the rises of the loss
     * @throws InvalidInputException if there are grids and the loss cannot tell them apart
     */
    public FrontierSearch(
            ChannelPruning channels, List<GridTruncation> grids, PlanningPorts ports, Recoverability recoverability) {
        if (!grids.isEmpty() && !ports.loss().seesGrids()) {
            throw new InvalidInputException("There are " + grids.size()
                    + " grids to choose from, but without pictures none can be told from another. Give a data set, or"
                    + " no grids.");
        }
        this.channels = channels;
        this.grids = List.copyOf(grids);
        this.ports = ports;
        this.recoverability = recoverability;
    }

    /**
     * Every trade from the original down to the least that grids and limits allow.
     *
     * @throws InvalidInputException if the layers' limits do not fit the network
     * @throws dev.coppice.models.measure.CancelledException if the search was cancelled
     */
    public Frontier frontier(Network network) {
        return of(network).frontier();
    }

    /**
     * The network with the least expected loss within a budget. On each grid the first network within the budget is
     * widened as far as the budget allows.
     *
     * @param budget highest price, in the currency of the ports
     * @return the point with its measured loss; the original if it is within the budget, empty if nothing is
     */
    public Optional<FrontierPoint> within(Network network, double budget) {
        Found here = of(network);
        Frontier frontier = here.frontier();
        if (frontier.original().price() <= budget) {
            return Optional.of(frontier.original());
        }
        return here.trades()
                .within(budget - here.beside())
                .map(state -> here.states().point(frontier.after(budget), state).dearer(here.beside()));
    }

    /** The plan that produces a point, with a decision for every grid and every layer. */
    public CompressionPlan plan(Network network, FrontierPoint point) {
        return plan(network, of(network), point);
    }

    private static CompressionPlan plan(Network network, Found here, FrontierPoint point) {
        Allocation state = here.states().state(point);
        GridCandidate grid = here.states().grid(state);
        List<Decision> decisions = new ArrayList<>();
        here.frontier().grids().forEach(g -> decisions.add(decision(here.frontier(), g, point)));
        here.frontier()
                .dropped()
                .forEach(move -> decisions.add(Decision.declined(
                        BudgetedCut.SEARCH, move.move(), "left out: the loss after it is " + move.loss())));
        boolean isGiven = point.equals(here.frontier().original());
        CompressionPlan before = isGiven ? CompressionPlan.keepAll(network.graph()) : grid.plan();
        decisions.addAll(before.decisions());
        CompressionPlan cut = grid.layers().plan(state.kept(), PASSED_OVER);
        return new CompressionPlan(network.graph().hash(), before.steps(), decisions).then(cut);
    }

    /**
     * The plan that cuts a trained network on to this point. The network was cut to an earlier point of the same grid.
     * The limits of layers are not applied again; they held when the point was found.
     */
    public CompressionPlan further(Network trained, FrontierPoint point) {
        return ScoredLayers.of(trained, channels.withLimits(LayerLimits.NONE))
                .plan(point.widths().channels(), PASSED_OVER);
    }

    /** The network of a point. */
    public Network rewritten(Network network, FrontierPoint point) {
        return PlanRewriter.rewrite(network, plan(network, point));
    }

    /** The price of a network, in the currency of the ports. */
    public double price(Network network) {
        return ports.price().cost(network);
    }

    /** Whether it chooses among grids. */
    boolean hasGrids() {
        return !grids.isEmpty();
    }

    /** The watch that follows the search. */
    SearchWatch watch() {
        return ports.watch();
    }

    /** The reasons why no point is cheaper than the cheapest one. */
    List<String> obstacles(Network network) {
        Found here = of(network);
        return new Obstacles(here.states(), here.states().state(here.frontier().cheapest())).named();
    }

    /** The fingerprint of the search: its candidates, its options and the settings of its ports. */
    public Fingerprint fingerprint() {
        return added(Fingerprint.of("FrontierSearch"));
    }

    /** The fingerprint with everything added that decides the result. */
    Fingerprint added(Fingerprint to) {
        Fingerprint all = to.with("channels", channels.fingerprint())
                .with(
                        "grids",
                        Fingerprint.list(
                                grids.stream().map(GridTruncation::fingerprint).toList()));
        for (Map.Entry<String, Fingerprint> setting : ports.settings().entrySet()) {
            all = all.with(setting.getKey(), setting.getValue());
        }
        return all.with("recoverability", recoverability.fingerprint());
    }

    private static Decision decision(Frontier frontier, GridReading grid, FrontierPoint point) {
        String where = "region " + grid.truncation().region() + " at "
                + grid.truncation().limit();
        if (!grid.obstacle().isEmpty()) {
            return Decision.declined(GridTruncation.PASS, where, "not taken: " + grid.obstacle());
        }
        String alone = String.format(
                Locale.ROOT,
                "alone it leaves %.1f %% of the price and loses %s points before training",
                100 * grid.price() / frontier.original().price(),
                Drop.text(Drop.of(frontier.original().accuracy(), grid.accuracy()), "-"));
        return point.truncation().filter(grid.truncation()::equals).isPresent()
                ? Decision.changed(GridTruncation.PASS, where, "taken: " + alone)
                : Decision.declined(GridTruncation.PASS, where, "not taken: " + alone);
    }

    private synchronized Found of(Network network) {
        String hash = network.graph().hash();
        Found known = found.get(hash);
        if (known == null) {
            known = search(network);
            found.put(hash, known);
        }
        return known;
    }

    private Found search(Network network) {
        GridCandidate own = GridCandidate.own(network, ports.price(), channels);
        List<GridCandidate> candidates = new ArrayList<>();
        candidates.add(own);
        grids.forEach(grid -> candidates.add(own.on(grid)));
        SearchStates states = new SearchStates(network, candidates, ports.price(), ports.loss());
        requireLoss(states);
        FrontierPoint whole = states.given();
        LayerRises rises = LayerRises.measured(states, ports.watch());
        TradeOffs trades = TradeOffs.of(states, rises, recoverability, ports.watch());
        Frontier none = new Frontier(whole, List.of(), readings(states, 0), rises.dropped());
        double beside = beside(network, new Found(none, trades, 0));
        List<Allocation> worth = trades.worth(whole.price() - beside);
        List<FrontierPoint> points = new ArrayList<>();
        for (Allocation state : worth) {
            ports.watch().check();
            FrontierPoint point = states.point(points.size(), state).dearer(beside);
            points.add(point);
            ports.watch().update("Measuring the frontier", points.size(), worth.size(), figures(whole, point));
        }
        return new Found(new Frontier(whole, points, readings(states, beside), rises.dropped()), trades, beside);
    }

    /** What files hold beside what their networks cost: as much as the cheapest network's does. */
    private double beside(Network network, Found bare) {
        List<Allocation> worth = bare.trades().worth(bare.frontier().original().price());
        if (ports.files().isEmpty() || worth.isEmpty()) {
            return 0;
        }
        FrontierPoint cheapest = bare.states().point(0, worth.get(worth.size() - 1));
        CompressionPlan plan = BudgetedCut.told(plan(network, bare, cheapest), bare.frontier(), cheapest);
        double file = ports.files().get().measured(PlanRewriter.rewrite(network, plan), plan);
        return Math.max(0, file - cheapest.price());
    }

    private static String figures(FrontierPoint whole, FrontierPoint point) {
        return String.format(
                Locale.ROOT, "loss %.3f, %.0f %% of the price", point.loss(), 100 * point.price() / whole.price());
    }

    private static void requireLoss(SearchStates states) {
        double loss = states.reading(states.original()).loss();
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("The loss of the original is " + loss
                    + ", expected a finite number: the planner needs an evaluator that measures it.");
        }
    }

    /** The measurements of every grid before any channel is chosen, with what is written beside each. */
    private static List<GridReading> readings(SearchStates states, double beside) {
        List<GridReading> readings = new ArrayList<>();
        for (int i = 1; i < states.grids().size(); i++) {
            GridCandidate grid = states.grids().get(i);
            Allocation alone = states.start().onGrid(i);
            boolean possible = grid.obstacle().isEmpty();
            boolean saves = possible && states.price(alone) < states.price(states.start());
            readings.add(new GridReading(
                    grid.truncation().orElseThrow(),
                    possible ? states.price(alone) + beside : Double.NaN,
                    saves ? states.reading(alone).accuracy() : Double.NaN,
                    possible && !saves ? "it saves nothing" : grid.obstacle()));
        }
        return readings;
    }
}

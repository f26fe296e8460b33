package dev.coppice.eval.budget;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.FrontierSearch;
import dev.coppice.compress.budget.ImportanceLoss;
import dev.coppice.compress.budget.LossSource;
import dev.coppice.compress.budget.MeasuredLoss;
import dev.coppice.compress.budget.PlanningPorts;
import dev.coppice.compress.budget.PriceMeter;
import dev.coppice.compress.budget.Recoverability;
import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.latency.profile.LatencyModel;
import dev.coppice.eval.metric.CalibrationEvaluator;
import dev.coppice.eval.metric.CalibrationSubset;
import dev.coppice.eval.metric.RememberingEvaluator;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Planner of passes that cut a network to a budget.
 *
 * @param channels which channels go and how many a layer may keep; its target and scope are not used
 * @param grids grids to choose from besides the network's own
 * @param latency latency of the machine that is planned for; needed if the budget is in milliseconds
 * @param pictures pictures that losses are measured on; without them weights decide what goes, and grids stay
 * @param files bytes of the original's file, asked for if the budget is in bytes
 * @param kept losses that others who search the same network need too
 * @param watch the search's observer
 */
public record BudgetPlanner(
        ChannelPruning channels,
        List<GridTruncation> grids,
        Optional<LatencySource> latency,
        Optional<CalibrationSubset> pictures,
        Function<Network, FileBytes> files,
        KeptFigures kept,
        SearchWatch watch) {
    private static final int PICTURES = 4;

    private static final int FEWEST_LABELS = 32;
    private static final int MOST_LABELS = 256;
    private static final int PIXELS = 1 << 21;

    /**
     * The shares of a drop that remain after retraining: a tenth of what channels cost, all of what grids cost. No drop on
     * the U-Net, ESPNet and the W-Net was larger (docs/results/equal-milliseconds.md): five plans kept 0.2 to 4.1 points
     * where this predicts 2.6 to 9. The ratio of the two matters more: with a tenth for grids too, ESPNet at two thirds of
     * its time took a coarser grid and lost 4.08 points instead of 3.05.
     */
    public static final Recoverability RECOVERABILITY = new Recoverability(0.1, 1);

    public BudgetPlanner {
        grids = List.copyOf(grids);
    }

    /**
     * The default number of whole pictures that losses are measured on: 4, which have a label at every pixel; for a
     * classifier as many as make two million pixels, from 32 to 256.
     */
    public static int pictures(NetworkCard card) {
        int pixels = card.input().height() * card.input().width();
        return card.isClassifier() ? Math.max(FEWEST_LABELS, Math.min(MOST_LABELS, PIXELS / pixels)) : PICTURES;
    }

    /**
     * The pass for a network. Rows that the machine's profile lacks are timed now.
     *
     * @param network the original
     * @param done what earlier passes do to it, empty for nothing
     */
    public PlannedCut cut(Network network, Optional<GridTruncation> done, Budget budget) {
        return search(network, done, budget.kind()).to(budget);
    }

    /**
     * The search for every trade of loss for a price; it serves any number of budgets. Rows that the machine's profile lacks
     * are timed now.
     */
    public BudgetSearch search(Network network, Optional<GridTruncation> done, BudgetKind kind) {
        List<GridTruncation> chosen = pictures.isPresent() ? grids : List.of();
        LossSource loss = pictures.<LossSource>map(subset -> new MeasuredLoss(evaluator(network, subset)))
                .orElseGet(ImportanceLoss::new);
        Optional<LatencySource> machine = kind == BudgetKind.LATENCY ? Optional.of(machine()) : Optional.empty();
        List<GridTruncation> priced =
                Stream.concat(chosen.stream(), done.stream()).toList();
        Optional<LatencyModel> model = machine.map(source -> source.model(network, priced));
        PlanningPorts ports = new PlanningPorts(
                price(network, kind, model),
                loss,
                settings(machine),
                watch,
                Optional.of(kind).filter(k -> k == BudgetKind.BYTES).map(k -> (PriceMeter) files.apply(network)));
        return new BudgetSearch(
                kind,
                new FrontierSearch(channels, chosen, ports, RECOVERABILITY),
                machine,
                meter(network, kind, machine),
                model);
    }

    private Evaluator evaluator(Network network, CalibrationSubset subset) {
        CalibrationEvaluator evaluator = CalibrationEvaluator.of(network, subset);
        return kept.equals(KeptFigures.NONE)
                ? evaluator
                : new RememberingEvaluator(
                        evaluator,
                        words(subset),
                        kept,
                        Fingerprint.of("calibration").with("pictures", words(subset)));
    }

    private static String words(CalibrationSubset subset) {
        return DatasetIdentity.of(subset.data(), subset.split()) + ", pictures=" + subset.pictures();
    }

    /** The settings that prices and losses depend on. */
    private Map<String, Fingerprint> settings(Optional<LatencySource> machine) {
        Map<String, Fingerprint> settings = new LinkedHashMap<>();
        settings.put("machine", words(machine.map(source -> source.machine().toString())));
        settings.put("calibration", words(pictures.map(BudgetPlanner::words)));
        return settings;
    }

    private static Fingerprint words(Optional<String> text) {
        return Fingerprint.list(text.stream().map(Fingerprint::word).toList());
    }

    private Optional<PriceMeter> meter(Network network, BudgetKind kind, Optional<LatencySource> machine) {
        return switch (kind) {
            case LATENCY ->
                machine.flatMap(source -> source.clock(network))
                        .map(clock -> (PriceMeter) (cut, plan) -> clock.cost(cut));
            case BYTES -> Optional.of(files.apply(network));
            case MACS, PARAMETERS -> Optional.empty();
        };
    }

    private CostFunction price(Network network, BudgetKind kind, Optional<LatencyModel> model) {
        return switch (kind) {
            case LATENCY -> model.orElseThrow()::milliseconds;
            case MACS -> n -> Cost.of(n).macs();
            case PARAMETERS -> n -> Cost.of(n).parameters();
            case BYTES -> files.apply(network)::plain;
        };
    }

    private LatencySource machine() {
        return latency.orElseThrow(
                () -> new IllegalArgumentException("a budget in milliseconds needs a machine to plan for"));
    }
}

package dev.coppice.eval.flow;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.eval.budget.FrontierFiles;
import dev.coppice.eval.budget.FrontierTable;
import dev.coppice.eval.budget.PlannedCut;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.report.FrontierDot;
import dev.coppice.eval.report.Planned;
import dev.coppice.eval.report.Prediction;
import dev.coppice.eval.report.Prediction.Unit;
import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pass with a budget, and the outcome of its planning.
 *
 * @param pass the pass of the request
 * @param outcome the outcome of its planning
 */
record PlannedBudget(PlannedCut pass, BudgetOutcome outcome) {
    /** A speed-up below this share of the saving in MACs is explained in a note. */
    private static final double SLOWER = 0.9;

    /** The number of operators that a note names. */
    private static final int NAMED = 3;

    /** The first pass with a budget, planned after the passes before it without cutting anything. */
    static Optional<PlannedBudget> of(Network network, List<CompressionPass> passes) {
        for (int i = 0; i < passes.size(); i++) {
            if (passes.get(i) instanceof PlannedCut pass) {
                Network before =
                        PlannedNetwork.of(network, passes.subList(0, i)).network();
                return Optional.of(new PlannedBudget(pass, pass.outcome(before, Iteration.only(network))));
            }
        }
        return Optional.empty();
    }

    /** Shows the frontier and writes it. */
    void show(Path folder, Metric metric, Progress progress) {
        FrontierTable.lines(kind(), outcome).forEach(progress::course);
        progress.course("Chosen: " + outcome.sentence());
        FrontierFiles.write(folder, metric, kind(), outcome, progress);
    }

    /** The frontier as a table. */
    String csv(Network network) {
        return FrontierFiles.csv(Metric.of(network.card()), outcome.frontier());
    }

    /** Removes the frontier of an earlier run. */
    static void discard(Path folder) {
        OutputFolder.discard(folder.resolve(FrontierFiles.CSV));
        OutputFolder.discard(folder.resolve(FrontierFiles.PICTURE));
    }

    /**
     * The plan with predicted and measured figures.
     *
     * @param figures figures of this run
     * @param original the original network
     * @param rewritten the rewritten network before training
     */
    Planned beside(RunFigures figures, Network original, Network rewritten) {
        double measuredPrice = figures.price(figures.written(), kind(), threads());
        double before = figures.price(figures.original(), kind(), threads());
        List<Prediction> predictions = prices(original, measuredPrice, before);
        double drop = outcome.frontier().drop(outcome.chosen());
        if (!Double.isNaN(drop)) {
            double measured = Drop.of(
                    figures.original().evaluation().accuracy(),
                    figures.rewritten().evaluation().accuracy());
            predictions.add(new Prediction(
                    "drop before training, predicted on calibration pictures", Unit.DROP, drop, measured));
        }
        return planned(predictions, rewritten);
    }

    /**
     * The plan of a rewrite without data. Accuracy is not measured. A latency is measured by the planner's clock if it is
     * this machine's.
     *
     * @param original the original network
     * @param rewritten the network as it was written
     * @param bytes size of its file
     */
    Planned beside(Network original, Network rewritten, long bytes) {
        double measured = kind() == BudgetKind.BYTES
                ? bytes
                : kind() == BudgetKind.LATENCY
                        ? outcome.measured().orElse(Double.NaN)
                        : pass.search().search().price(rewritten);
        double before = pass.cut().original(original);
        return planned(prices(original, measured, before), rewritten);
    }

    private List<Prediction> prices(Network original, double measured, double before) {
        double predicted = outcome.chosen().price();
        double predictedBefore = pass.search().search().price(original);
        List<Prediction> prices = new ArrayList<>();
        prices.add(new Prediction(priced(), Unit.of(kind()), predicted, measured));
        if (kind() == BudgetKind.LATENCY) { // other prices are counted: both are one figure
            prices.add(new Prediction("the original's latency", Unit.MS, predictedBefore, before));
        }
        prices.add(new Prediction(
                "share of the original's " + kind().id(), Unit.SHARE, predicted / predictedBefore, measured / before));
        return prices;
    }

    private Planned planned(List<Prediction> predictions, Network rewritten) {
        return new Planned(
                pass.budget().toString(),
                outcome.sentence(),
                predictions,
                timeByOperator(rewritten),
                FrontierTable.rows(kind(), outcome),
                dots(),
                outcome.frontier().isMeasured());
    }

    private List<FrontierDot> dots() {
        Frontier frontier = outcome.frontier();
        // the chosen point need not be on the frontier: a budget is met between its points
        return Stream.of(Stream.of(frontier.original()), frontier.points().stream(), Stream.of(outcome.chosen()))
                .flatMap(points -> points)
                .distinct()
                .map(point -> new FrontierDot(
                        point.grid(),
                        frontier.share(point),
                        kind().text(point.price()),
                        frontier.isMeasured()
                                ? frontier.drop(point)
                                : point.loss() - frontier.original().loss(),
                        point.equals(outcome.chosen())))
                .toList();
    }

    /** Notes for the reader. If the network is slower than its MACs suggest, they name the operators that take the time. */
    List<String> notes(RunFigures figures, Network rewritten) {
        double cut = (double) figures.original().cost().macs()
                / figures.written().cost().macs();
        double faster = figures.milliseconds(figures.original(), threads())
                / figures.milliseconds(figures.written(), threads());
        Map<String, Double> times = timeByOperator(rewritten);
        if (!(faster / cut < SLOWER) || times.isEmpty()) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "%.2f times fewer MACs and only %.2f times as fast: %s.",
                cut,
                faster,
                shares(times, pass.search().model().orElseThrow().milliseconds(rewritten))));
    }

    /** The operators that take the most time: {@code 61 % of the time goes into Conv, 20 % into Add + PRelu}. */
    private static String shares(Map<String, Double> times, double all) {
        List<String> shares = times.entrySet().stream()
                .limit(NAMED)
                .map(entry -> String.format(Locale.ROOT, "%.0f %%", 100 * entry.getValue() / all)
                        + (entry.getKey().equals(times.keySet().iterator().next())
                                ? " of the time goes into "
                                : " into ")
                        + entry.getKey())
                .toList();
        return String.join(", ", shares);
    }

    /** Predicted milliseconds by operator, the longest first. */
    private Map<String, Double> timeByOperator(Network network) {
        return pass.search().model().map(model -> model.breakdown(network)).orElse(Map.of());
    }

    private BudgetKind kind() {
        return pass.budget().kind();
    }

    private String priced() {
        return pass.search()
                .machine()
                .map(source -> "latency on " + source.machine())
                .orElse(kind().id());
    }

    /** The number of threads that was planned for; 0 if another machine was planned for. */
    int threads() {
        return pass.search()
                .machine()
                .filter(source -> source.machine().isHere())
                .map(source -> source.machine().threads())
                .orElse(0);
    }
}

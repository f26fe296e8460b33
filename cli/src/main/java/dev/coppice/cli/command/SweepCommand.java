package dev.coppice.cli.command;

import dev.coppice.cli.option.Basis;
import dev.coppice.cli.option.Bundled;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.ChannelOptions;
import dev.coppice.cli.option.DataOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.PassOptions;
import dev.coppice.cli.option.PlannerOptions;
import dev.coppice.cli.option.ScheduleOptions;
import dev.coppice.cli.option.SelectionOptions;
import dev.coppice.cli.option.TargetOptions;
import dev.coppice.cli.option.TeacherOption;
import dev.coppice.cli.option.TrainingOptions;
import dev.coppice.cli.option.TruncationOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.flow.Outputs;
import dev.coppice.eval.sweep.FlowCompression;
import dev.coppice.eval.sweep.ParetoPlot;
import dev.coppice.eval.sweep.Sweep;
import dev.coppice.eval.sweep.SweepPoint;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sweep}: every ratio with every grid, and the Pareto front of what comes out. */
@Command(
        name = "sweep",
        description = "Compress with every combination of ratios and grids; goes on where it was stopped.")
final class SweepCommand implements Callable<Integer> {
    private static final String PLOT = "sweep.png";

    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "ONNX file, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for sweep.csv and the results.")
    private Path out;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--prune", split = ",", paramLabel = "R", description = "Ratios, such as none,0.2,0.4.")
    private List<String> prune = List.of();

    @Option(
            names = "--macs",
            split = ",",
            paramLabel = "SHARE",
            description =
                    "Shares of the original's MACs to keep, such as 0.75,0.5: short for --budget macs=75%%,macs=50%%,"
                            + " unless --scope, several steps, or --truncate auto or learned have them dealt out among the layers.")
    private List<String> macs = List.of();

    @Mixin
    private PlannerOptions planner;

    @Option(
            names = "--truncate",
            split = ",",
            paramLabel = "p/q[xr/s]",
            description =
                    "Grids, such as none,1/2,1/4, of height x width, 1/2x1/4, auto or learned; none unless given, and with"
                            + " --budget or --macs chosen by the planner.")
    private List<String> truncate = List.of();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "S",
            description = "Every combination once with each, instead of --seed.")
    private List<Long> seeds = List.of();

    @Mixin
    private PassOptions passOptions;

    @Mixin
    private ScheduleOptions schedule;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private TeacherOption teacher;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    SweepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OptionCheck check = recipe.check();
        RetrainOptions chosen = training.changed(RetrainOptions.defaults(), check);
        teacher.check(chosen, check);
        PassOptions.Passes passes = passOptions.several(check);
        CutSchedule cuts = schedule.schedule(check);
        planner.checkOnce(cuts, check);
        Asked asked = asked(passes.channels(), cuts, check);
        SelectionOptions.Choice chooses = selection.choice(check);
        check.require(
                seeds.isEmpty() || !training.isSeedGiven(), "--seed and --seeds are both given, expected one of them");
        check.done();
        Path table = out.resolve(Sweep.RESULTS);
        Outputs outputs = Outputs.in(out, Sweep.RESULTS, PLOT);
        boolean continued = Files.exists(table);
        output.check(outputs, continued);
        Network network = cardOptions.network(model);
        passes.channels().limits().check(network); // a pattern that names no layer would fail point after point
        refuseIdleTruncations(network, passes, asked.grids());
        boolean trains = CompressCommand.trains(chosen, cuts, asked.limits());
        RetrainOptions retraining = training.fitted(chosen, trains, network, console.progress());
        Dataset images = data.open();
        retraining.classWeights().check(images.classes());
        CompressionRequest base = teacher.taught(Bundled.request(model, network, images, out))
                .withPictures(chooses.of(images, data.split()))
                .withRetraining(retraining)
                .withSchedule(cuts)
                .withSeed(training.seed());
        DataOptions.check(base.pictures(), base.trains());
        List<SweepPoint> points = points(asked, truncations(asked.grids(), passes), passes);
        if (!continued) {
            points.forEach(point -> output.check(CompressionFlow.outputs(out.resolve(point.name())), false));
        }
        List<SweepRow> rows =
                output.during(outputs, continued, table, () -> swept(base, passes, asked.plans(), points));
        print(rows, base);
        return rows.stream().allMatch(SweepRow::isDone) ? ExitCode.DONE : ExitCode.FAILED;
    }

    /**
     * How much is to be cut.
     *
     * @param targets of channels without a planner
     * @param plans with one
     */
    private record Asked(
            List<Optional<PruningTarget>> targets,
            PlannerOptions.Choice plans,
            List<Optional<TruncationTarget>> grids) {
        Stream<TruncationTarget> limits() {
            return grids.stream().flatMap(Optional::stream);
        }
    }

    private Asked asked(ChannelOptions.Choice channels, CutSchedule cuts, OptionCheck check) {
        List<Optional<PruningTarget>> ratios = ratios(check);
        List<Optional<TruncationTarget>> grids = grids(channels, cuts, check);
        boolean dealt = PlannerOptions.isDealt(channels, cuts, grids.stream().flatMap(Optional::stream));
        List<CostShare> shares = TargetOptions.shares(macs, "--macs", CostKind.MACS, check);
        List<Budget> budgets =
                dealt ? List.of() : shares.stream().map(TargetOptions::budget).toList();
        return new Asked(targets(ratios, dealt ? shares : List.of()), planner.several(budgets, check), grids);
    }

    private List<Long> seeds() {
        return seeds.isEmpty() ? List.of(training.seed()) : seeds;
    }

    /** The grids of points; a planner chooses its own where none is given. */
    private List<Optional<TruncationTarget>> grids(
            ChannelOptions.Choice channels, CutSchedule cuts, OptionCheck check) {
        List<Optional<TruncationTarget>> grids = (truncate.isEmpty() ? List.of(PassOptions.NONE) : truncate)
                .stream().map(text -> passOptions.truncate(text, check)).toList();
        boolean planned =
                planner.isGiven() || (!macs.isEmpty() && !PlannerOptions.isDealt(channels, cuts, Stream.empty()));
        passOptions.checkUsed(grids.stream().flatMap(Optional::stream).toList(), planned && truncate.isEmpty(), check);
        grids.forEach(grid -> planner.checkGrid(grid, check));
        return grids;
    }

    private List<SweepPoint> points(
            Asked asked, List<Optional<SweepPoint.Truncation>> truncations, PassOptions.Passes passes) {
        List<String> criteria = passes.channels().criteria();
        List<SweepPoint.Planned> budgets = asked.plans().budgets().stream()
                .map(budget -> new SweepPoint.Planned(budget, truncate.isEmpty()))
                .toList();
        return Stream.concat(
                        SweepPoint.product(asked.targets(), truncations, criteria, seeds()).stream(),
                        SweepPoint.toBudgets(budgets, truncations, criteria, seeds()).stream())
                .toList();
    }

    private List<SweepRow> swept(
            CompressionRequest base, PassOptions.Passes passes, PlannerOptions.Choice plans, List<SweepPoint> points) {
        List<SweepRow> rows = sweep(base, passes, plans).run(points);
        if (rows.stream().anyMatch(SweepRow::isDone)) {
            ParetoPlot.write(out.resolve(PLOT), rows);
        }
        return rows;
    }

    private void print(List<SweepRow> rows, CompressionRequest base) {
        SweepTable table =
                new SweepTable(rows, Optional.of(base.pictures().chosen()).filter(s -> base.trains()));
        json.print(
                console,
                table::json,
                () -> table.text() + "\n\nresults  " + out.resolve(Sweep.RESULTS) + "\npicture  " + out.resolve(PLOT));
    }

    private Sweep sweep(CompressionRequest base, PassOptions.Passes passes, PlannerOptions.Choice choice) {
        CompressionFlow flow = new CompressionFlow(
                console.progress(),
                console.cancellation(),
                new Checkpointing(Checkpointing.USUAL, Checkpointing.Found.RESUMED_OR_REPLACED));
        Evaluator predictor = Basis.predictor(base, passes.truncation().images(), console);
        SweepPlans plans = new SweepPlans(choice, passes, base, console);
        Function<SweepPoint, List<CompressionPass>> ofPoint = point -> {
            List<CompressionPass> before = passes(passes, point, base, predictor);
            return Stream.concat(before.stream(), point.planned().map(p -> plans.cut(point, p, before)).stream())
                    .toList();
        };
        FlowCompression compression = new FlowCompression(flow, base, ofPoint, Basis.predictor(base, console));
        return new Sweep(out, compression, console.progress(), console.cancellation());
    }

    private List<CompressionPass> passes(
            PassOptions.Passes kinds, SweepPoint point, CompressionRequest base, Evaluator predictor) {
        ChannelOptions.Choice choice =
                point.prune().isEmpty() ? kinds.channels() : kinds.channels().withCriterion(point.criterion());
        Basis basis = new Basis(Optional.of(base.data()), point.seed(), console, Optional.of(predictor));
        TruncationOptions.Choice truncation = point.truncate()
                .map(asked -> kinds.truncation().within(asked.regions()))
                .orElse(kinds.truncation());
        return new PassOptions.Passes(choice, truncation)
                .of(point.prune(), point.truncate().map(SweepPoint.Truncation::target), basis);
    }

    /** Every grid in every region. */
    private static List<Optional<SweepPoint.Truncation>> truncations(
            List<Optional<TruncationTarget>> targets, PassOptions.Passes passes) {
        return targets.stream()
                .flatMap(target -> target.isEmpty()
                        ? Stream.of(Optional.<SweepPoint.Truncation>empty())
                        : passes.truncation().alternatives(target.get()).stream()
                                .map(regions -> Optional.of(new SweepPoint.Truncation(target.get(), regions))))
                .toList();
    }

    private List<Optional<PruningTarget>> ratios(OptionCheck check) {
        check.require(
                !prune.isEmpty()
                        || !macs.isEmpty()
                        || planner.isGiven()
                        || !(truncate.isEmpty() || truncate.equals(List.of(PassOptions.NONE))),
                "nothing is to be cut: give --budget, --prune, --macs or --truncate (--prune none retrains the original"
                        + " alone)");
        List<Optional<PruningTarget>> ratios = new ArrayList<>();
        for (String text : prune) {
            ratios.add(check.accepted(
                    "--prune", () -> PassOptions.ratio(text).map(ratio -> (PruningTarget) ratio), Optional.empty()));
        }
        return ratios;
    }

    /** Ratios and shares in their order; neither means that channels stay. */
    private List<Optional<PruningTarget>> targets(List<Optional<PruningTarget>> ratios, List<CostShare> shares) {
        List<Optional<PruningTarget>> targets = new ArrayList<>(ratios);
        shares.forEach(share -> targets.add(Optional.of(share)));
        return targets.isEmpty() && !planner.isGiven() && macs.isEmpty() ? List.of(Optional.empty()) : targets;
    }

    /** A region that catches nothing, or is none, would fail point after point, hours apart. */
    private static void refuseIdleTruncations(
            Network network, PassOptions.Passes passes, List<Optional<TruncationTarget>> targets) {
        targets.stream().flatMap(Optional::stream).distinct().forEach(target -> passes.truncation()
                .tryOut(target, network));
    }
}

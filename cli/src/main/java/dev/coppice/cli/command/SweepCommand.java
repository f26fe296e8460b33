package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.CompressionOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.PassOptions;
import dev.coppice.cli.option.PlannerOptions;
import dev.coppice.cli.option.ResultOptions;
import dev.coppice.cli.option.TargetOptions;
import dev.coppice.cli.option.ValueRange;
import dev.coppice.cli.option.WhereOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.sweep.SweepAxes;
import dev.coppice.eval.sweep.SweepFlow;
import dev.coppice.eval.sweep.SweepPoint;
import dev.coppice.eval.sweep.SweepRequest;
import dev.coppice.eval.sweep.SweepRow;
import dev.coppice.eval.sweep.SweepShard;
import dev.coppice.eval.tracking.RunTracker;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code sweep}: every ratio with every grid, and the Pareto front of the results. */
@Command(
        name = "sweep",
        description = {
            "Compress with every combination of ratios and grids, and show the Pareto front.",
            "A run that was stopped continues."
        })
@Example(
        does = "Every ratio with every grid",
        with = "model.onnx --data data --prune none,0.3,0.5 --truncate none,1/2 --out sweep")
@Example(
        does = "Several budgets, two points at a time",
        with = "model.onnx --data data --budget latency=50%,latency=25% --parallel 2 --out sweep")
@Example(
        does = "The first of three parts, for three machines",
        with = "model.onnx --data data --macs 0.75,0.5,0.25 --shard 1/3 --out sweep-1")
final class SweepCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CompressionOptions compression;

    @Grouped(OptionGroup.OUTPUT)
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for sweep.csv and the results.")
    private Path out;

    @Grouped(OptionGroup.AMOUNT)
    @Option(
            names = "--prune",
            split = ",",
            paramLabel = "R",
            description =
                    "Shares of channels to remove, each in [0, 1) or none, such as none,0.2,0.4 or the range 0.1:0.8:0.1."
                            + " Default: none.")
    private List<String> prune = List.of();

    @Grouped(OptionGroup.AMOUNT)
    @Option(
            names = "--macs",
            split = ",",
            paramLabel = "SHARE",
            description =
                    "Shares of the original's MACs to keep, in (0, 1], such as 0.75,0.5 or 0.2:0.8:0.2. They mean --budget"
                            + " macs=75%%,macs=50%%, unless --scope, --iterations, --before-cut, --truncate auto or"
                            + " --truncate learned is given: then channels alone are cut to meet them, without the planner. Default:"
                            + " none.")
    private List<String> macs = List.of();

    @Mixin
    private PlannerOptions planner;

    @Grouped(OptionGroup.AMOUNT)
    @Option(
            names = "--truncate",
            split = ",",
            paramLabel = "p/q[xr/s]",
            description = "Grids to cap feature maps at, such as none,1/2,1/4; also height x width such as 1/2x1/4,"
                    + " auto, or learned. Default: none; the planner chooses with --budget or --macs.")
    private List<String> truncate = List.of();

    @Grouped(OptionGroup.TRAINING)
    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "S",
            description = "Run every combination once with each of these seeds, instead of --seed. Default: one seed.")
    private List<Long> seeds = List.of();

    @Mixin
    private PassOptions passOptions;

    @Mixin
    private WhereOptions where;

    @Mixin
    private ResultOptions results;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec command;

    SweepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        WhereOptions.Choice place = place();
        SweepRequest request = request(place.shard());
        SweepFlow flow = new SweepFlow(console.progress(), console.cancellation());
        if (place.point().isPresent()) {
            CommandLauncher.stopWithParent(console.cancellation());
            return flow.point(request, place.point().get(), where.identity()) ? ExitCode.DONE : ExitCode.FAILED;
        }
        Optional<RunTracker> tracker = results.tracker(
                "coppice sweep of " + request.base().network().card().name());
        List<SweepRow> rows = new SweepPlace(command, place).work(flow, request);
        print(rows, request);
        flow.finish(request, rows, tracker, results.kept());
        return rows.stream().allMatch(SweepRow::isDone) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private WhereOptions.Choice place() {
        OptionCheck check = new OptionCheck();
        WhereOptions.Choice choice = where.choice(check);
        check.done();
        return choice;
    }

    /** Reads the options, network and data, and checks that they fit together. */
    SweepRequest request(SweepShard shard) {
        OptionCheck check = recipe.check();
        CompressionOptions.Choice chosen = compression.choice(check);
        CutSchedule cuts = chosen.schedule();
        PassChoice how = passOptions.several(check);
        TrainingLength learning = passOptions.learning(check);
        planner.checkOnce(cuts, check);
        Asked asked = asked(how.channels(), cuts, check);
        check.require(
                seeds.isEmpty() || !compression.isSeedGiven(),
                "--seed and --seeds are both given, expected one of them");
        check.done();
        boolean continued = Files.exists(out.resolve(shard.table()));
        output.check(SweepFlow.outputs(out, shard), continued);
        Network network = compression.network();
        PassChoice planned = how.withMachine(asked.plans().machine());
        List<SweepPoint> points = axes(asked).points(planned.grids());
        SweepFlow.check(network, planned, points);
        CompressionRequest base = compression
                .request(network, out, chosen, asked.limits(), console.progress())
                .withLearning(learning);
        return new SweepRequest(base, planned, points, shard, output.isGiven(), where.figures());
    }

    /**
     * How much to cut.
     *
     * @param targets the targets of channel pruning, for points without the planner
     * @param plans the budgets, for points with the planner
     */
    private record Asked(
            List<Optional<PruningTarget>> targets,
            PlannerOptions.Choice plans,
            List<Optional<TruncationTarget>> grids) {
        Stream<TruncationTarget> limits() {
            return grids.stream().flatMap(Optional::stream);
        }
    }

    private Asked asked(ChannelChoice channels, CutSchedule cuts, OptionCheck check) {
        List<Optional<PruningTarget>> ratios = ratios(check);
        List<Optional<TruncationTarget>> grids = grids(channels, cuts, check);
        boolean dealt =
                PlannerOptions.isDealt(channels, cuts.isOnce(), grids.stream().flatMap(Optional::stream));
        List<CostShare> shares = TargetOptions.shares(values("--macs", macs, check), "--macs", CostKind.MACS, check);
        List<Budget> budgets =
                dealt ? List.of() : shares.stream().map(TargetOptions::budget).toList();
        return new Asked(targets(ratios, dealt ? shares : List.of()), planner.several(budgets, check), grids);
    }

    /** The grids of the points; the planner chooses if none is given. */
    private List<Optional<TruncationTarget>> grids(ChannelChoice channels, CutSchedule cuts, OptionCheck check) {
        List<Optional<TruncationTarget>> grids = (truncate.isEmpty() ? List.of(PassOptions.NONE) : truncate)
                .stream().map(text -> passOptions.truncate(text, check)).toList();
        boolean planned = planner.isGiven()
                || (!macs.isEmpty() && !PlannerOptions.isDealt(channels, cuts.isOnce(), Stream.empty()));
        passOptions.checkUsed(grids.stream().flatMap(Optional::stream).toList(), planned && truncate.isEmpty(), check);
        grids.forEach(grid -> planner.checkGrid(grid, check));
        return grids;
    }

    private SweepAxes axes(Asked asked) {
        return new SweepAxes(
                asked.targets(),
                asked.plans().budgets(),
                truncate.isEmpty() ? List.of() : asked.grids(),
                passOptions.criteria(),
                seeds.isEmpty() ? List.of(compression.seed()) : seeds);
    }

    private void print(List<SweepRow> rows, SweepRequest request) {
        SweepTable table = new SweepTable(Metric.of(request.base().network().card()), rows, request.selection());
        json.print(
                console,
                table::json,
                () -> table.text() + "\n\nresults  "
                        + out.resolve(request.shard().table())
                        + (request.shard().equals(SweepShard.WHOLE)
                                ? "\npage     " + out.resolve(SweepFlow.PAGE) + "\npicture  "
                                        + out.resolve(SweepFlow.PLOT)
                                : ""));
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
        for (String text : values("--prune", prune, check)) {
            ratios.add(check.accepted(
                    "--prune", () -> PassOptions.ratio(text).map(ratio -> (PruningTarget) ratio), Optional.empty()));
        }
        return ratios;
    }

    private static List<String> values(String option, List<String> given, OptionCheck check) {
        return check.accepted(option, () -> ValueRange.expand(option, given), List.of());
    }

    /** The ratios, then the shares, each in the given order. */
    private static List<Optional<PruningTarget>> targets(List<Optional<PruningTarget>> ratios, List<CostShare> shares) {
        List<Optional<PruningTarget>> targets = new ArrayList<>(ratios);
        shares.forEach(share -> targets.add(Optional.of(share)));
        return targets;
    }
}

package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.CompressionOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.PassOptions;
import dev.coppice.cli.option.RecipesOption;
import dev.coppice.cli.option.ResultOptions;
import dev.coppice.cli.option.SweepAmounts;
import dev.coppice.cli.option.WhereOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.CompressionRequest;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        does = "Six points that the planner chooses, from the original down",
        with = "model.onnx --data data --points 6 --out sweep")
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

    @Mixin
    private SweepAmounts amounts;

    @Grouped(OptionGroup.TRAINING)
    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "S",
            description = "Run every combination once with each of these seeds, instead of --seed. Default: one seed.")
    private List<Long> seeds = List.of();

    @Grouped(OptionGroup.TRAINING)
    @Option(
            names = "--warm-start",
            description =
                    "Start each point of --prune from the weights of a milder one that is done, the nearest if the range is"
                            + " halved again and again, and say so in its row: docs/sweeps.md. Default: from the original's.")
    private boolean warm;

    @Mixin
    private RecipesOption recipes;

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
        PassChoice how = passOptions.several(check);
        TrainingLength learning = passOptions.learning(check);
        SweepAmounts.Choice asked = amounts.choice(passOptions, how.channels(), chosen.schedule(), check);
        check.require(
                !warm || chosen.schedule().isOnce(),
                "--warm-start goes on from points that were cut in one step: expected no --iterations and no --before-cut");
        check.require(
                !warm || asked.plans().budgets().isEmpty(),
                "--warm-start goes on from shares of channels: expected --prune, and no --budget, --points or --macs");
        check.require(
                seeds.isEmpty() || !compression.isSeedGiven(),
                "--seed and --seeds are both given, expected one of them");
        check.done();
        boolean continued = Files.exists(out.resolve(shard.table()));
        output.check(SweepFlow.outputs(out, shard), continued);
        Network network = compression.network();
        PassChoice planned = how.withMachine(asked.machine());
        SweepAxes axes = asked.axes(passOptions.criteria(), seeds.isEmpty() ? List.of(compression.seed()) : seeds);
        SweepFlow.check(network, planned, axes.points(planned.grids()));
        CompressionRequest base = compression
                .request(network, out, chosen, asked.limits(), console.progress())
                .withLearning(learning);
        List<SweepPoint> points = axes.withRecipes(
                        recipes.read(command, compression.fitting(base, chosen, asked.limits(), console.progress())))
                .points(planned.grids());
        points = warm ? SweepPoint.warm(points) : points;
        return new SweepRequest(base, planned, points, shard, output.isGiven(), where.figures());
    }

    private void print(List<SweepRow> rows, SweepRequest request) {
        SweepTable table = new SweepTable(Metric.of(request.base().network().card()), rows, request.selection());
        json.print(
                console,
                table::json,
                () -> table.text()
                        + SweepTable.files(
                                out.resolve(request.shard().table()),
                                request.shard().equals(SweepShard.WHOLE)));
    }
}

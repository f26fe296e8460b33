package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.CheckpointOptions;
import dev.coppice.cli.option.CompressionOptions;
import dev.coppice.cli.option.FormOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.MaxDropOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.PassOptions;
import dev.coppice.cli.option.PlannerOptions;
import dev.coppice.cli.option.TargetOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.Compression;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.promise.MaxDrop;
import dev.coppice.eval.report.Promise;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code compress}: the whole flow, from a model to a smaller, verified model. */
@Command(
        name = "compress",
        description = "Prune and truncate a network, retrain it, and write the smaller model with a report.")
@Example(does = "As fast as it goes within one point of mIoU", with = "model.onnx --data data --out small")
@Example(
        does = "A quarter of the latency on this machine",
        with = "model.onnx --data data --budget latency=25% --out small")
@Example(
        does = "Half of the channels and maps at half resolution, trained for 50 epochs",
        with = "model.onnx --data data --prune 0.5 --truncate 1/2 --epochs 50 --out small")
final class CompressCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CompressionOptions compression;

    @Mixin
    private FormOptions form;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder for the model, the report and the plan. A model of Deeplearning4j or SameDiff is written in"
                            + " its own format, too.")
    private Path out;

    @Mixin
    private TargetOptions target;

    @Mixin
    private MaxDropOption maxDrop;

    @Mixin
    private PlannerOptions planner;

    @Grouped(OptionGroup.AMOUNT)
    @Option(
            names = "--truncate",
            paramLabel = "p/q[xr/s]",
            description = "Grid that feature maps are capped at, as a fraction of the input's: one fraction, height"
                    + " x width such as 1/2x1/4, or depth x height x width. auto takes the grid that saves most within --truncate-drop,"
                    + " learned finds one by training, none lowers nothing. Default: the planner chooses for a"
                    + " budget or --max-drop; none with --prune.")
    private @Nullable String truncate;

    @Mixin
    private PassOptions passOptions;

    @Mixin
    private CheckpointOptions checkpoints;

    @Grouped(OptionGroup.TRAINING)
    @Option(names = "--retrain-original", description = "Also retrain the original in the same way, for comparison.")
    private boolean retrainOriginal;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    CompressCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Order order = order();
        CompressionResult result = new Compression(console.progress(), console.cancellation(), order.checkpointing())
                .run(order.uncut(), order.cut());
        json.print(console, () -> ReportJson.tree(result.report()), () -> new Comparison(result).text());
        return exitCode(result);
    }

    /**
     * The request that the options make.
     *
     * @param uncut the request without passes
     * @param cut the choice of passes
     * @param checkpointing the checkpointing of all trainings
     */
    record Order(CompressionRequest uncut, CutChoice cut, Checkpointing checkpointing) {}

    /** Reads the options, network and data, and checks that they fit together. */
    Order order() {
        OptionCheck check = recipe.check();
        CompressionOptions.Choice chosen = compression.choice(check);
        CutSchedule cuts = chosen.schedule();
        PassChoice how = passOptions.one(check);
        TrainingLength learning = passOptions.learning(check);
        Asked asked = asked(how, cuts, check);
        planner.checkOnce(cuts, check);
        Checkpointing checkpointing = output.with(checkpoints.checkpointing(check));
        checkOnce(asked, cuts, check);
        OnnxForm written = form.form(check);
        check.done();
        CutChoice cut = asked.cut(how, truncate == null);
        Path first = Compression.firstCheckpoint(out, cut);
        checkpointing.refuse(first);
        output.check(CompressionFlow.outputs(out), checkpointing.replaces(first));
        Network network = compression.network();
        cut.check(network);
        CompressionRequest uncut = compression
                .request(network, out, chosen, cut.grid().stream(), console.progress())
                .withLearning(learning)
                .withForm(written)
                .withCommand(Invocation.of(spec));
        return new Order(retrainOriginal ? uncut.withOriginalRetrained() : uncut, cut, checkpointing);
    }

    /** The exit code: a failure if a promised drop was missed. Results are printed in either case. */
    private int exitCode(CompressionResult result) {
        Optional<Promise> broken = result.report().promise().filter(promise -> !promise.isKept());
        broken.ifPresent(promise ->
                console.error(promise.sentence() + " The options are --epochs or --steps, --max-drop and --budget."));
        return broken.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /**
     * How much to cut.
     *
     * @param channels the target of channel pruning, if one is given
     * @param grid the target of truncation, if one is given
     * @param promise the promised largest drop, if one decides how much to cut
     * @param plan the budget, if one decides, and the machine to plan for
     */
    private record Asked(
            Optional<PruningTarget> channels,
            Optional<TruncationTarget> grid,
            Optional<MaxDrop> promise,
            PlannerOptions.Choice plan) {
        /** Makes the choice of passes; a planner chooses the grid if {@code --truncate} is not given. */
        CutChoice cut(PassChoice how, boolean gridIsOpen) {
            return new CutChoice(channels, grid, plan.budget(), promise, gridIsOpen, how.withMachine(plan.machine()));
        }
    }

    private Asked asked(PassChoice how, CutSchedule cuts, OptionCheck check) {
        String grid = truncate == null ? PassOptions.NONE : truncate;
        boolean truncates = !grid.strip().equals(PassOptions.NONE);
        Optional<MaxDrop> promise = maxDrop.promise(target.areGiven() || planner.isGiven() || truncates, check);
        Optional<TruncationTarget> limit = passOptions.truncate(grid, how, check);
        boolean dealt = PlannerOptions.isDealt(how.channels(), cuts.isOnce(), limit.stream());
        Optional<PruningTarget> pruning = target.target(dealt, check);
        PlannerOptions.Choice plan = planner.choice(target.budget(dealt, check), promise.isPresent(), check);
        boolean chooses = promise.isPresent() || planner.isGiven() || target.isShortForm(dealt);
        passOptions.checkUsed(limit.stream().toList(), chooses && truncate == null, check);
        check.require(
                target.asksForCut() || chooses || truncates,
                "nothing is to be cut: give --max-drop, --budget, --prune, --macs or --parameters, or --truncate (train"
                        + " trains a network as it is)");
        planner.checkAlone(target, limit, check);
        checkAlone(promise.isPresent(), truncates, check);
        return new Asked(pruning, limit, promise, plan);
    }

    /** Notes options beside a promised drop that also say how much to cut. */
    private void checkAlone(boolean promised, boolean truncates, OptionCheck check) {
        check.require(
                !promised || (!planner.isGiven() && !target.areGiven()),
                "--max-drop is given with --budget, --prune, --macs or --parameters, expected one of them");
        check.require(
                !promised || !truncates,
                "--max-drop chooses a grid itself: expected no --truncate, or none; --grids and --truncate-from say"
                        + " what there is to choose from");
    }

    /** Notes a schedule of several steps beside a promised drop: each of its rounds plans and trains the whole. */
    private static void checkOnce(Asked cut, CutSchedule cuts, OptionCheck check) {
        check.require(
                cut.promise().isEmpty() || (cuts.iterations() == 1 && !cuts.trainsBefore()),
                "--iterations or --before-cut is given with --max-drop, which cuts in one step and is the default. Give"
                        + " --prune, --macs or --parameters");
    }
}

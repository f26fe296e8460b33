package dev.coppice.cli.command;

import dev.coppice.cli.option.Bundled;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.CheckpointOptions;
import dev.coppice.cli.option.DataOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.MaxDropOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.PassOptions;
import dev.coppice.cli.option.PlannerOptions;
import dev.coppice.cli.option.ScheduleOptions;
import dev.coppice.cli.option.SelectionOptions;
import dev.coppice.cli.option.TargetOptions;
import dev.coppice.cli.option.TeacherOption;
import dev.coppice.cli.option.TrainingOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.Compression;
import dev.coppice.eval.compression.Cut;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.eval.promise.MaxDrop;
import dev.coppice.eval.report.Promise;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingLength;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compress}: the whole flow, from a model to a smaller model and its proof. */
@Command(
        name = "compress",
        description = "Prune and truncate a network, retrain it, and write the smaller model with a report.")
final class CompressCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "ONNX file, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for model, report and plan.")
    private Path out;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private TargetOptions target;

    @Mixin
    private MaxDropOption maxDrop;

    @Mixin
    private PlannerOptions planner;

    @Option(
            names = "--truncate",
            paramLabel = "p/q[xr/s]",
            description =
                    "Grid to cap feature maps at, relative to the input: one fraction, height x width such as 1/2x1/4,"
                            + " auto for the one that --truncate-drop allows, learned for one found in training, or none."
                            + " Without it the planner of a budget or of --max-drop chooses, and --prune has none.")
    private @Nullable String truncate;

    @Mixin
    private PassOptions passOptions;

    @Mixin
    private ScheduleOptions schedule;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private TeacherOption teacher;

    @Mixin
    private CheckpointOptions checkpoints;

    @Option(names = "--retrain-original", description = "Retrain the original alike too, to compare with.")
    private boolean retrainOriginal;

    @Mixin
    private CardOptions cardOptions;

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
        OptionCheck check = recipe.check();
        RetrainOptions chosen = training.changed(RetrainOptions.defaults(), check);
        teacher.check(chosen, check);
        PassChoice how = passOptions.one(check);
        CutSchedule cuts = schedule.schedule(check);
        TrainingLength learning = passOptions.learning(check);
        Asked asked = asked(how, cuts, check);
        planner.checkOnce(cuts, check);
        SelectionOptions.Choice chooses = selection.choice(check);
        Checkpointing checkpointing = output.with(checkpoints.checkpointing(check));
        checkOnce(asked, cuts, check);
        check.done();
        Cut cut = asked.cut(how, truncate == null);
        Path first = Compression.firstCheckpoint(out, cut);
        checkpointing.refuse(first);
        output.check(CompressionFlow.outputs(out), checkpointing.replaces(first));
        Network network = cardOptions.network(model);
        cut.check(network);
        RetrainOptions retraining =
                training.fitted(chosen, trains(chosen, cuts, cut.grid().stream()), network, console.progress());
        Dataset images = data.open();
        retraining.classWeights().check(images.classes());
        CompressionRequest uncut = teacher.taught(Bundled.request(model, network, images, out))
                .withPictures(chooses.of(images, data.split()))
                .withRetraining(retraining)
                .withLearning(learning)
                .withSchedule(cuts)
                .withSeed(training.seed())
                .withCommand(Invocation.of(spec));
        CompressionRequest request = retrainOriginal ? uncut.withOriginalRetrained() : uncut;
        CompressionResult result =
                new Compression(console.progress(), console.cancellation(), checkpointing).run(request, cut);
        json.print(console, () -> ReportJson.tree(result.report()), () -> new Comparison(result).text());
        return exitCode(result);
    }

    /** Results are printed in either case. */
    private int exitCode(CompressionResult result) {
        Optional<Promise> broken = result.report().promise().filter(promise -> !promise.isKept());
        broken.ifPresent(promise ->
                console.error(promise.sentence() + " The options are --epochs or --steps, --max-drop and --budget."));
        return broken.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
    }

    /**
     * How much is cut.
     *
     * @param channels asked for, if it is channels
     * @param grid asked for
     * @param promise where a drop that is promised says how much
     * @param plan where a budget says how much, and what both go by
     */
    private record Asked(
            Optional<PruningTarget> channels,
            Optional<TruncationTarget> grid,
            Optional<MaxDrop> promise,
            PlannerOptions.Choice plan) {
        /** Grids are chosen by a planner unless one is given, or none. */
        Cut cut(PassChoice how, boolean gridIsOpen) {
            boolean chooses =
                    gridIsOpen && (promise.isPresent() || plan.budget().isPresent());
            return new Cut(channels, grid, plan.budget(), promise, chooses, how.withMachine(plan.machine()));
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

    /** Notes what says otherwise how much is cut where a drop is promised. */
    private void checkAlone(boolean promised, boolean truncates, OptionCheck check) {
        check.require(
                !promised || (!planner.isGiven() && !target.areGiven()),
                "--max-drop is given with --budget, --prune, --macs or --parameters, expected one of them");
        check.require(
                !promised || !truncates,
                "--max-drop chooses a grid itself: expected no --truncate, or none; --grids and --truncate-from say"
                        + " what there is to choose from");
    }

    /** Each round of a promise plans and trains the whole. */
    private static void checkOnce(Asked cut, CutSchedule cuts, OptionCheck check) {
        check.require(
                cut.promise().isEmpty() || (cuts.iterations() == 1 && !cuts.trainsBefore()),
                "--iterations or --before-cut is given with --max-drop, which is meant where nothing says how much is"
                        + " cut: it cuts at once. Give --budget, --prune, --macs or --parameters");
    }

    /** Whether any training step will be asked for. */
    static boolean trains(RetrainOptions options, CutSchedule cuts, Stream<TruncationTarget> limits) {
        return options.length().steps(1) > 0 || cuts.trainsBefore() || limits.anyMatch(TruncationTarget::isLearned);
    }
}

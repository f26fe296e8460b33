package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.Compression;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.compression.GridChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.compression.Scoring;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.zoo.Zoo;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Schedule;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.Augmentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code demo}: a compression of the bundled network in a few minutes. The planner cuts the network to less
 * than a quarter of its milliseconds on this machine, then it is retrained.
 */
@Command(
        name = "demo",
        description = {
            "Compress the bundled U-Net on synthetic street scenes.",
            "It takes a few minutes and downloads nothing."
        })
@Example(does = "Compress the bundled network into ./coppice-demo", with = "")
@Example(does = "Write somewhere else", with = "--out demo")
@Example(does = "Print the whole report as JSON", with = "--seed 2 --json")
final class DemoCommand implements Runnable {
    private static final Budget BUDGET = new Budget(BudgetKind.LATENCY, new Budget.Share(0.24));
    private static final String CRITERION = "fisher";

    /** Coarser grids lose poles and signs for good. */
    private static final Grid GRID = new Grid(1, 2);

    private static final int STEPS = 900;
    private static final int BATCH = 8;
    private static final double RATE = 2e-3;

    /** The time limit of training; the whole demo then ends within four minutes on two busy cores. */
    private static final Duration TRAINING = Duration.ofSeconds(140);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            defaultValue = "coppice-demo",
            paramLabel = "DIR",
            description = "Folder for the model, the report and the pictures. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Grouped(OptionGroup.TRAINING)
    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        output.check(CompressionFlow.outputs(out), false);
        // refuses a folder that cannot be written here, since planning may first time this machine
        OutputFolder.during(CompressionFlow.outputs(out), output.isGiven(), () -> out);
        Dataset scenes = SyntheticScenes.of(Zoo.STREET_SEED);
        CompressionRequest request = CompressionRequest.of(Zoo.street(), scenes, out)
                .withRetraining(retraining())
                .withSeed(seed)
                .withCommand(Invocation.of(spec));
        CompressionResult result = new Compression(
                        console.progress(), console.cancellation(), output.with(Checkpointing.NONE))
                .run(request, CutChoice.to(BUDGET).with(how()));
        json.print(console, () -> ReportJson.tree(result.report()), () -> new Comparison(result).text());
    }

    private static RetrainOptions retraining() {
        return RetrainOptions.defaults().with(changes -> changes.length(new TrainingLength.Steps(STEPS))
                .timeLimit(TRAINING)
                .batch(BATCH)
                .schedule(Schedule.cosine(RATE))
                .validateEvery(9)
                .augmentation(Augmentation.DEFAULT.withCrop(SyntheticScenes.HEIGHT / 2, SyntheticScenes.WIDTH / 2)));
    }

    private static PassChoice how() {
        return PassChoice.USUAL
                .withChannels(ChannelChoice.USUAL
                        .withScope(PruningScope.COST)
                        .withScoring(Scoring.USUAL.withCriterion(CRITERION)))
                .withGrids(GridChoice.USUAL
                        .withRegions(List.of(new Region.Decoder()))
                        .withGrids(List.of(GRID)));
    }
}

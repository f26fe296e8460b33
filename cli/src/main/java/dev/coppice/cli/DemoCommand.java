package dev.coppice.cli;

import dev.coppice.compress.batch.Augmentation;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.grid.Region;
import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.compress.retrain.TrainingLength;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.models.data.SyntheticScenes;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resampling;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the main job on what the project carries, in a few minutes. */
@Command(
        name = "demo",
        description = "Compress the bundled U-Net on synthetic street scenes: a few minutes, nothing to download.")
final class DemoCommand implements Runnable {
    private static final PruningRatio RATIO = new PruningRatio(0.3);
    private static final Grid GRID = new Grid(1, 4);
    private static final int STEPS = 250;

    /** So that the whole of it ends within four minutes on two cores that are busy otherwise too. */
    private static final Duration TRAINING = Duration.ofSeconds(150);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            defaultValue = "coppice-demo",
            paramLabel = "DIR",
            description = "Folder for model, report and pictures; ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Of everything random; ${DEFAULT-VALUE}.")
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
        RetrainOptions retraining = RetrainOptions.defaults()
                .withLength(new TrainingLength.Steps(STEPS))
                .withTimeLimit(TRAINING)
                .withValidateEvery(1)
                .withAugmentation(
                        Augmentation.DEFAULT.withCrop(SyntheticScenes.HEIGHT * 3 / 4, SyntheticScenes.WIDTH * 3 / 4));
        CompressionRequest request = CompressionRequest.of(Zoo.street(), SyntheticScenes.of(Zoo.STREET_SEED), out)
                .with(new GridTruncation(GRID, new Region.Decoder(), Resampling.AREA))
                .with(new ChannelPruning(RATIO, PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY))
                .withRetraining(retraining)
                .withSeed(seed)
                .withCommand(Invocation.of(spec));
        CompressionResult result = new CompressionFlow(
                        console.progress(), console.cancellation(), output.with(Checkpointing.NONE))
                .run(request);
        json.print(console, () -> ReportJson.tree(result.report()), () -> new Comparison(result).text());
    }
}

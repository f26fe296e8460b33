package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.ChannelOptions;
import dev.coppice.cli.option.DataOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.PassOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.recipe.RecipeOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.sensitivity.SensitivityAnalysis;
import dev.coppice.eval.sensitivity.SensitivityFiles;
import dev.coppice.eval.sensitivity.SensitivityFlow;
import dev.coppice.eval.sensitivity.SensitivityRequest;
import dev.coppice.eval.sensitivity.SensitivityResult;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code sensitivity}: it measures the worth of each layer's channels. */
@Command(
        name = "sensitivity",
        description = {
            "Cut each layer alone at several ratios, and measure the accuracy that is left, " + "without retraining.",
            "Batch-normalisation statistics are kept. A run that was stopped continues. Layers "
                    + "keep exactly the channels that the ratios give, unless --round is given. --scope has "
                    + "no effect; --pin, --min-ratio and --max-ratio are refused."
        })
@Example(does = "Which layers can be cut", with = "model.onnx --data data --out sensitivity")
@Example(
        does = "At other ratios, on fewer images",
        with = "model.onnx --data data --ratios 0.5,0.9 --images 20 --out sensitivity")
@Example(
        does = "By another criterion, without the encoder",
        with = "model.onnx --data data --criterion taylor --ignore \"enc*\" --out sensitivity")
final class SensitivityCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for sensitivity.csv, the table and the picture.")
    private Path out;

    @Grouped(OptionGroup.CHANNELS)
    @Option(
            names = "--ratios",
            split = ",",
            defaultValue = "0.25,0.5,0.75",
            paramLabel = "R",
            description = "Shares of a layer's channels to remove, in [0, 1). Default: ${DEFAULT-VALUE}.")
    private List<String> ratios;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Images to measure on, evenly spread over the split; at least 1. Default: "
                    + SensitivityRequest.IMAGES + "; " + SensitivityRequest.LABELLED_IMAGES + " for a classifier.")
    private @Nullable Integer images;

    @Mixin
    private ChannelOptions channels;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private RecipeOption recipe;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    SensitivityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        OptionCheck check = recipe.check();
        SensitivityRequest.Cuts cuts = channels.atGivenRatios(
                ratios.stream()
                        .map(text -> check.accepted("--ratios", () -> PassOptions.share(text), new PruningRatio(0)))
                        .toList(),
                check);
        check.require(images == null || images >= 1, "--images is " + images + ", expected at least 1");
        check.done();
        output.check(SensitivityFlow.outputs(out), Files.exists(out.resolve(SensitivityAnalysis.RESULTS)));
        Dataset pictures = data.open();
        Network network = cardOptions.network(model, () -> pictures);
        SensitivityRequest request = SensitivityRequest.of(network, pictures, out)
                .withCuts(cuts)
                .withImages(data.split(), images == null ? SensitivityRequest.images(network) : images);
        SensitivityResult result = new SensitivityFlow(console.progress(), console.cancellation())
                .run(output.isGiven() ? request.overwriting() : request);
        print(new SensitivityTable(result));
        return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(SensitivityTable table) {
        json.print(
                console,
                table::json,
                () -> table.text() + "\n\nresults  " + out.resolve(SensitivityAnalysis.RESULTS) + "\ntable    "
                        + out.resolve(SensitivityFiles.TABLE) + "\npage     " + out.resolve(SensitivityFiles.PAGE)
                        + "\npicture  " + out.resolve(SensitivityFiles.PICTURE));
    }
}

package dev.coppice.cli;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.compress.prune.LayerCuts;
import dev.coppice.eval.flow.Outputs;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.sensitivity.SensitivityAnalysis;
import dev.coppice.eval.sensitivity.SensitivityFiles;
import dev.coppice.eval.sensitivity.SensitivityResult;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.data.SpreadSubset;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sensitivity}: what every layer's channels are worth, measured. */
@Command(
        name = "sensitivity",
        description =
                "Cut every layer alone at several ratios and measure the accuracy that is left; goes on where it was"
                        + " stopped. Nothing is retrained, and statistics of batch normalisations stay as they are."
                        + " Without --round layers keep the very numbers that the ratios give. --scope plays no part; --pin, --min-ratio and --max-ratio are refused.")
final class SensitivityCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "ONNX file, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for sensitivity.csv, the table and the picture.")
    private Path out;

    @Option(
            names = "--ratios",
            split = ",",
            defaultValue = "0.25,0.5,0.75",
            paramLabel = "R",
            description = "Shares of a layer's channels to remove; ${DEFAULT-VALUE}.")
    private List<String> ratios;

    @Option(
            names = "--images",
            defaultValue = "20",
            paramLabel = "N",
            description = "Images of the split to measure on, evenly spread over it; ${DEFAULT-VALUE}.")
    private int images;

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
        ChannelOptions.Choice choice = channels.oneAtGivenRatios(check);
        List<PruningRatio> shares = ratios.stream()
                .map(text -> check.accepted("--ratios", () -> PassOptions.share(text), new PruningRatio(0)))
                .distinct()
                .sorted(Comparator.comparingDouble(PruningRatio::value))
                .toList();
        check.require(images >= 1, "--images is " + images + ", expected at least 1");
        check.done();
        Path table = out.resolve(SensitivityAnalysis.RESULTS);
        Outputs outputs =
                Outputs.in(out, SensitivityAnalysis.RESULTS, SensitivityFiles.TABLE, SensitivityFiles.PICTURE);
        output.check(outputs, Files.exists(table));
        Network network = cardOptions.network(model);
        Dataset all = data.open();
        Dataset subset = new SpreadSubset(all, images);
        ChannelPruning pruning = choice.pruning(new PruningRatio(0), new Basis(Optional.of(all), 1, console));
        DataOptions.check(PictureRoles.of(subset).withMeasured(data.split()), false);
        int count = subset.names(data.split()).size();
        String where = count + " images of " + subset.name() + "/" + data.split();
        SensitivityAnalysis analysis = new SensitivityAnalysis(
                network,
                LayerCuts.of(network, pruning),
                shares,
                new OnnxEvaluator(subset, data.split(), Progress.SILENT, console.cancellation()),
                fingerprint(network, subset, pruning));
        return output.during(outputs, Files.exists(table), table, () -> {
            SensitivityResult result = analysis.run(out, console.progress(), console.cancellation());
            SensitivityFiles.write(out, result, where);
            print(new SensitivityTable(result));
            return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
        });
    }

    private Fingerprint fingerprint(Network network, Dataset subset, ChannelPruning pruning) {
        return Fingerprint.of("Sensitivity")
                .with("network", NetworkIdentity.of(network))
                .with("data", DatasetIdentity.of(subset, data.split()))
                .with("importance", pruning.importance().fingerprint())
                .with("widths", pruning.widths().fingerprint())
                .with("ignored", Fingerprint.texts(pruning.limits().ignored()));
    }

    private void print(SensitivityTable table) {
        json.print(
                console,
                table::json,
                () -> table.text() + "\n\nresults  " + out.resolve(SensitivityAnalysis.RESULTS) + "\ntable    "
                        + out.resolve(SensitivityFiles.TABLE) + "\npicture  " + out.resolve(SensitivityFiles.PICTURE));
    }
}

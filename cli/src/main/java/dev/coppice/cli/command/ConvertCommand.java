package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.FormOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.terminal.Console;
import dev.coppice.eval.flow.ConversionFlow;
import dev.coppice.eval.flow.ConversionRequest;
import dev.coppice.eval.flow.ConversionResult;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.format.ResultFormat;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.output.Outputs;
import dev.coppice.export.form.OnnxForm;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.data.CachedDataset;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code convert}: a model in another format, opset or precision. It needs no card. */
@Command(
        name = "convert",
        description = {
            "Write a model in another format, at another opset or in another precision.",
            "Formats are ONNX, a SameDiff file, or the archive of Deeplearning4j that it is. On random inputs, the written file"
                    + " is proven to compute the same."
        })
@Example(does = "Write a Keras network as ONNX", with = "model.keras --out model.onnx")
@Example(
        does = "At another opset, with weights of half the size",
        with = "model.onnx --opset 17 --weights fp16 --out model17.onnx")
@Example(
        does = "Without inputs beside the pictures, which hold one number from then on",
        with = "model.onnx --fix state=0,scale=0.5 --out alone.onnx")
@Example(does = "With the accuracy before and after", with = "model.onnx --opset 13 --data data --out model13.onnx")
final class ConvertCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "File to write: NAME.onnx, NAME.fb for SameDiff, or NAME.zip where MODEL is an archive of Deeplearning4j.")
    private Path out;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--fix",
            split = ",",
            paramLabel = "NAME=VALUE",
            description =
                    "Inputs beside the pictures that become constants, each with any number, in all places. Only a"
                            + " network without other inputs is trained and evaluated. Default: all inputs stay.")
    private Map<String, Double> fixed = new LinkedHashMap<>();

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of labelled pictures in any layout (docs/data.md), or street-scenes, to measure accuracy on before"
                            + " and after."
                            + " Default: accuracy is not measured.")
    private @Nullable Path data;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--split",
            defaultValue = "val",
            paramLabel = "S",
            description = "Split of the data set to measure on. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed of the random inputs. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private FormOptions form;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    ConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = new OptionCheck();
        OnnxForm written = form.form(check);
        check.require(
                data == null || out.toString().endsWith(ResultFormat.ONNX.ending()),
                "--data measures what ONNX Runtime runs, and --out is '" + out + "', expected NAME.onnx");
        check.done();
        ResultFormat.check(out, BundledInputs.file(model), written);
        output.check(Outputs.file(out), false);
        SourceModel read = cardOptions.read(model).fixing(fixed);
        Optional<Dataset> pictures = pictures();
        Network network = pictures.isPresent() ? cardOptions.network(read, pictures) : cardOptions.anyNetwork(read);
        ConversionRequest request = new ConversionRequest(BundledInputs.file(model), network, written, seed, fixed);
        ConversionResult result = new ConversionFlow(console.progress()).run(request, out, output.isGiven());
        Converted outcome =
                new Converted(result, read.leftOut(), fixed, pictures.map(images -> accuracy(images, request, result)));
        json.print(console, outcome::json, outcome::text);
    }

    /** The data set, with all pictures of the split checked before anything is written. */
    private Optional<Dataset> pictures() {
        Optional<Dataset> images = Optional.ofNullable(data)
                .map(folder -> BundledInputs.data(folder).orElseGet(() -> DataFolder.open(folder)))
                .map(CachedDataset::of);
        images.ifPresent(all -> PictureRoles.of(all).withMeasured(split).readAll(false));
        return images;
    }

    private Converted.Accuracy accuracy(Dataset images, ConversionRequest request, ConversionResult result) {
        OnnxEvaluator evaluator = new OnnxEvaluator(images, split, console.progress(), console.cancellation());
        return new Converted.Accuracy(
                images.name() + "/" + split,
                evaluator.evaluate(
                        BundledInputs.source(model, request.network()).fixing(fixed), request.network()),
                evaluator.evaluate(OnnxSource.written(result.model().file(), request.network()), request.network()));
    }
}

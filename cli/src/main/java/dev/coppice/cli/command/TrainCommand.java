package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.CheckpointOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.option.SelectionOptions;
import dev.coppice.cli.option.TrainingOptions;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.flow.TrainingFlow;
import dev.coppice.eval.flow.TrainingResult;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.eval.report.Selection;
import dev.coppice.models.data.CachedDataset;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import dev.coppice.samediff.train.RetrainOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code train}: it trains a network of the zoo from fresh weights, or that of a file from those it holds. */
@Command(
        name = "train",
        description =
                "Train a network of the zoo from fresh weights, or the network of a file as it is, and write it as ONNX.")
@Example(does = "Train the bundled network anew", with = "street-unet --out street.onnx")
@Example(does = "A U-Net on own pictures", with = "unet --data data --out unet.onnx")
@Example(
        does = "A network of one's own, exported with fresh weights",
        with = "segformer.onnx --data data --mean 124,116,104 --std 58,57,57 --out trained.onnx")
@Example(does = "A DeepLab V3+ for 100 epochs", with = "deeplabv3plus --data data --epochs 100 --out deeplab.onnx")
final class TrainCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String WIDTHS = "--widths";
    private static final String UNET = "unet";
    private static final String DEEP_LAB = "deeplabv3plus";
    private static final String DEEP_AGGREGATION = "dan";
    private static final List<String> NETWORKS = List.of(BundledInputs.NETWORK, UNET, DEEP_LAB, DEEP_AGGREGATION);
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NETWORK",
            description = "street-unet: a small U-Net for synthetic street scenes. For the classes and the picture size"
                    + " of --data: unet, a U-Net; deeplabv3plus, DeepLab V3+ on MobileNetV2; dan, a deep aggregation"
                    + " network after DLA-34. Or a model file of any format, whose weights are where training starts.")
    private String name;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--data",
            defaultValue = BundledInputs.DATA,
            paramLabel = "DIR",
            description =
                    "Folder of labelled pictures in any layout, with the splits train and val (docs/data.md). Default:"
                            + " ${DEFAULT-VALUE}, the bundled scenes.")
    private Path data;

    @Grouped(OptionGroup.NETWORK)
    @Option(
            names = WIDTHS,
            split = ",",
            paramLabel = "N",
            description = "Channels of each level of unet, finest level first; at least 1 each. Default: 16,32,64,128.")
    private List<Integer> widths = List.of();

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File for the model, NAME.onnx. Its card is written beside it.")
    private Path out;

    @Mixin
    private CardOptions card;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private TrainingOptions training;

    @Mixin
    private CheckpointOptions checkpoints;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OptionCheck check = new OptionCheck();
        Path file = Path.of(name);
        boolean fromFile = isFile(file);
        checkNetwork(fromFile, check);
        check.require(out.toString().endsWith(".onnx"), "--out is '" + out + "', expected a name that ends with .onnx");
        RetrainOptions options = training.changed(
                fromFile ? RetrainOptions.fromScratchAtCardSize() : RetrainOptions.fromScratch(), check);
        SelectionOptions.Choice chooses = selection.choice(check);
        Checkpointing checkpointing = output.with(checkpoints.checkpointing(check));
        check.done();
        output.check(TrainingFlow.outputs(out), checkpointing.replaces(TrainingFlow.firstCheckpoint(out)));
        Dataset images = CachedDataset.of(BundledInputs.data(data).orElseGet(() -> DataFolder.open(data)));
        Network network = fromFile ? card.trained(file, images) : untrained(images);
        boolean trains = options.time().length().steps(1) > 0;
        RetrainOptions sized = fromFile || name.equals(BundledInputs.NETWORK) ? options : sized(network);
        RetrainOptions fitted = training.fitted(sized, trains, network, console.progress());
        PictureRoles pictures = chooses.of(images, PictureRoles.VALIDATION);
        TrainingResult result = new TrainingFlow(console.progress(), console.cancellation(), checkpointing)
                .train(network, pictures, fitted, out);
        json.print(console, () -> json(result, pictures.chosen()), () -> text(result, pictures.chosen()));
    }

    /** The options with defaults for the pictures' size. */
    private RetrainOptions sized(Network network) {
        InputSpec input = network.card().input();
        OptionCheck check = new OptionCheck();
        RetrainOptions options = training.changed(RetrainOptions.fromScratch(input.height(), input.width()), check);
        check.done();
        return options;
    }

    /** A folder may have the name of a network of the zoo, and what has a dot or a separator is meant for a file. */
    private static boolean isFile(Path path) {
        String text = path.toString();
        return NETWORKS.contains(text) ? Files.isRegularFile(path) : Files.exists(path) || !text.matches("[\\w-]*");
    }

    private void checkNetwork(boolean fromFile, OptionCheck check) {
        boolean known = fromFile || NETWORKS.contains(name);
        check.require(
                known,
                "network '" + name + "' is no file, and is not in the zoo, which has " + String.join(", ", NETWORKS));
        check.require(
                !known || (name.equals(UNET) && !fromFile) || widths.isEmpty(),
                WIDTHS + " is given, but " + name + " has fixed widths");
        check.require(
                widths.stream().allMatch(w -> w > 0), WIDTHS + " is " + widths + ", expected numbers of at least 1");
        List<String> idle = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> OptionGroup.of(option) == OptionGroup.NETWORK)
                .map(OptionSpec::longestName)
                .filter(option -> !option.equals(WIDTHS))
                .distinct()
                .toList();
        check.require(
                fromFile || idle.isEmpty(),
                String.join(" and ", idle) + " say how a file is read, and " + name + " is none");
    }

    private Network untrained(Dataset images) {
        long seed = training.seed();
        return switch (name) {
            case UNET -> Zoo.untrained(widths.isEmpty() ? Zoo.UNET_WIDTHS : widths, images, seed);
            case DEEP_LAB -> Zoo.untrainedDeepLab(images, seed);
            case DEEP_AGGREGATION -> Zoo.untrainedDeepAggregation(images, seed);
            default -> Zoo.untrainedStreet(seed);
        };
    }

    private static ObjectNode json(TrainingResult result, Selection chosen) {
        return JSON.createObjectNode()
                .put("model", result.model().file().toString())
                .put("bytes", result.model().bytes())
                .put("steps", result.training().steps())
                .put("bestEpoch", result.training().best().epoch())
                .<ObjectNode>set("selection", ReportJson.selection(chosen))
                .setAll(ReportJson.evaluation(result.accuracy()));
    }

    private static String text(TrainingResult result, Selection chosen) {
        return String.join(
                "\n",
                "steps           " + result.training().steps() + ", the weights of epoch "
                        + result.training().best().epoch() + " were kept",
                Figures.accuracies(result.accuracy()).get(0) + " on split " + chosen.measured(),
                Figures.accuracies(result.accuracy()).get(1),
                "",
                chosen.sentence(),
                "",
                "model           " + result.model().file() + ", "
                        + Figures.bytes(result.model().bytes()));
    }
}

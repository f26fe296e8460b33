package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.terminal.Console;
import dev.coppice.eval.annotation.AnnotationFlow;
import dev.coppice.eval.annotation.AnnotationRequest;
import dev.coppice.eval.annotation.AnnotationRequest.Kind;
import dev.coppice.eval.annotation.AnnotationResult;
import dev.coppice.eval.annotation.BlockDataset;
import dev.coppice.eval.annotation.Estimates;
import dev.coppice.eval.annotation.EstimatesFiles;
import dev.coppice.eval.annotation.EstimatesJson;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code annotate}: labels simplified to blocks, as a data set, and what they are worth. */
@Command(
        name = "annotate",
        description = {
            "Simplify labels to blocks of M×M pixels and write them as a data set that every " + "command takes.",
            "Estimate, without training, how much accuracy such labels give. With --estimate, only "
                    + "estimate, for one or more M."
        })
@Example(does = "Simplify labels to blocks of 8×8 pixels", with = "--data data --block 8 --out data-8")
@Example(does = "What are coarser labels worth?", with = "--data data --block 4,8,16 --estimate --out estimate")
@Example(does = "Keep the share of each class in a block", with = "--data data --block 8 --soft --out data-8")
final class AnnotateCommand implements Runnable {
    private static final String ALL = "all";

    private final Console console;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder of labelled pictures in any layout (docs/data.md); or street-scenes for the bundled"
                    + " synthetic ones.")
    private Path data;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--block",
            required = true,
            split = ",",
            paramLabel = "M",
            description = "Side of a block in pixels, 1 to 255, such as 8. Several are allowed with --estimate.")
    private List<Integer> sides;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "New or empty folder for the data set. With --estimate: any folder, for annotation.json and"
                    + " annotation.md.")
    private Path out;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--split",
            defaultValue = PictureRoles.TRAINING,
            paramLabel = "train|all",
            description = "Splits whose labels become blocks: train or all. With train, validation keeps full labels."
                    + " Default: ${DEFAULT-VALUE}.")
    private String split;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--soft",
            description =
                    "Keep the share of every class in each block, for compress --block-target. Default: only the label of"
                            + " the block.")
    private boolean soft;

    @Grouped(OptionGroup.MEASURING)
    @Option(names = "--estimate", description = "Only estimate; write no data set.")
    private boolean estimate;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Pictures of each split to estimate on, evenly spread; at least 1. Default: all.")
    private @Nullable Integer images;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Network trained on full labels: an ONNX file, or street-unet. It adds an estimate from its"
                    + " loss. Default: none.")
    private @Nullable Path model;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--trained",
            split = ",",
            paramLabel = "M=MODEL",
            description = "Networks trained on blocks of M pixels, among those of --block. They add their mIoU on"
                    + " split val, and how well each estimate ranks them. Default: none.")
    private Map<Integer, Path> trained = Map.of();

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    AnnotateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        check();
        output.check(AnnotationFlow.outputs(out, !estimate), false);
        Optional<Network> reference = Optional.ofNullable(model).map(cardOptions::network);
        Map<Integer, Network> networks = new LinkedHashMap<>();
        trained.forEach((side, file) -> networks.put(side, cardOptions.network(file)));
        Dataset full = BundledInputs.data(data).orElseGet(() -> DataFolder.open(data));
        AnnotationRequest request = new AnnotationRequest(
                full,
                split.equals(ALL) ? full.splits() : List.of(split),
                sides,
                estimate ? Optional.empty() : Optional.of(soft ? Kind.SOFT : Kind.HARD),
                new AnnotationRequest.Estimation(Optional.ofNullable(images), reference, networks),
                out,
                output.isGiven());
        AnnotationResult result = new AnnotationFlow(console.progress(), console.cancellation()).run(request);
        json.print(console, () -> json(result.estimates()), () -> text(result));
    }

    private void check() {
        OptionCheck check = new OptionCheck();
        check.require(
                split.equals(PictureRoles.TRAINING) || split.equals(ALL),
                "--split is '" + split + "', expected train or all");
        sides.forEach(side -> check.accepted(
                "--block", () -> new BlockAnnotation(side, soft, List.of()), new BlockAnnotation(1, soft, List.of())));
        check.require(
                estimate || sides.size() == 1,
                "--block is " + sides + ", expected one side; several only with --estimate");
        check.require(
                estimate || !output.isGiven(),
                "--overwrite is given without --estimate, but a data set goes into a new or empty folder");
        check.require(!(estimate && soft), "--soft and --estimate are both given, but estimates are of hard labels");
        check.require(images == null || images >= 1, "--images is " + images + ", expected at least 1");
        check.require(
                sides.containsAll(trained.keySet()),
                "--trained has networks for blocks of " + trained.keySet() + ", --block only " + sides);
        check.done();
    }

    private ObjectNode json(Estimates estimates) {
        return EstimatesJson.tree(estimates).put("out", out.toString());
    }

    private String text(AnnotationResult result) {
        String table = new EstimatesTable(result.estimates()).text() + "\n\n";
        String files = "table  " + out.resolve(EstimatesFiles.PAGE);
        return result.blocks()
                .map(blocks -> table + "data   " + out + ", '" + blocks.name() + "': labels of " + labels(blocks) + "\n"
                        + files)
                .orElse(table + files);
    }

    private static String labels(BlockDataset blocks) {
        List<String> kept = blocks.splits().stream()
                .filter(each -> !blocks.annotation().covers(each))
                .toList();
        return String.join(" and ", blocks.annotation().splits()) + " are " + blocks.annotation()
                + (kept.isEmpty() ? "" : ", those of " + String.join(" and ", kept) + " stay full");
    }
}

package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.DataOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.report.ReportJson;
import dev.coppice.models.data.BlockAnnotation;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.PictureSizes;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code evaluate}: the accuracy of a model file on a split, in ONNX Runtime. */
@Command(name = "evaluate", description = "Measure a model's accuracy on labelled images, in ONNX Runtime.")
@Example(does = "Accuracy on the split val", with = "model.onnx --data data")
@Example(does = "On another split", with = "model.onnx --data data --split test")
@Example(
        does = "Without a card",
        with = "model.onnx --data data --mean 123.7,116.3,103.5 --std 58.4,57.1,57.4 --classes classes.txt")
final class EvaluateCommand implements Runnable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private JsonOption json;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Dataset images = data.open();
        Network network = cardOptions.network(model, () -> images);
        List<String> extra = ClassMatching.of(network.card(), images).extra();
        PictureRoles.of(images).withMeasured(data.split()).readAll(false);
        Optional<String> resized = PictureSizes.of(images, data.split()).resized(network.card());
        Evaluation evaluation = new OnnxEvaluator(images, data.split(), console.progress(), console.cancellation())
                .evaluate(BundledInputs.source(model, network), network);
        json.print(
                console,
                () -> json(network, images, evaluation, resized),
                () -> text(
                        network.card().name() + " on " + images.name() + "/" + data.split()
                                + blocks(images)
                                        .map(b -> " (labels: " + b + ")")
                                        .orElse(""),
                        evaluation,
                        Stream.concat(extra(extra), resized.stream()).toList()));
    }

    private static Stream<String> extra(List<String> classes) {
        return classes.isEmpty()
                ? Stream.empty()
                : Stream.of("Classes of the network that the data lack, counted as wrong wherever predicted: "
                        + String.join(", ", classes) + ".");
    }

    private static String text(String title, Evaluation evaluation, List<String> notes) {
        List<String> lines = new ArrayList<>();
        lines.add(title + ", " + evaluation.images() + " images");
        lines.add("");
        lines.addAll(Figures.accuracies(evaluation));
        if (!Double.isNaN(evaluation.dice())) {
            lines.add("Dice            " + Figures.accuracy(evaluation.dice()));
        }
        lines.add("");
        TextTable classes = new TextTable(1, "class", evaluation.metric().perClassWords());
        evaluation.perClass().forEach((name, share) -> classes.row(name, Figures.accuracy(share)));
        lines.add(classes.toString());
        if (!evaluation.absent().isEmpty()) {
            lines.add("\nClasses without a labelled " + evaluation.metric().counted()
                    + " in this split, left out of the mean: " + String.join(", ", evaluation.absent()) + ".");
        }
        notes.forEach(note -> lines.add("\n" + note));
        return String.join("\n", lines);
    }

    /** The block annotation of the split, if its labels are simplified. */
    private Optional<BlockAnnotation> blocks(Dataset images) {
        return images.blocks().filter(b -> b.covers(data.split()));
    }

    private ObjectNode json(Network network, Dataset images, Evaluation evaluation, Optional<String> resized) {
        ObjectNode root = JSON.createObjectNode()
                .put("network", network.card().name())
                .put("data", images.name())
                .put("split", data.split());
        blocks(images).ifPresent(b -> root.put("labels", b.toString()));
        resized.ifPresent(note -> root.put("resized", note));
        return root.setAll(ReportJson.evaluation(evaluation));
    }
}

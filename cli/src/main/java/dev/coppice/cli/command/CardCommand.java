package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.option.OutputOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.eval.card.CardGuess;
import dev.coppice.eval.card.CardGuess.Confidence;
import dev.coppice.eval.card.CardSearch;
import dev.coppice.eval.card.InputConvention;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.export.StagedFile;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.CachedDataset;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.layout.DataFolder;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.NetworkCard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code card}: finds what a network's numbers mean, and writes its card. */
@Command(
        name = "card",
        description = {
            "Find how pixels become the network's input, and write the network card.",
            "The usual conventions are tried on labelled pictures."
        })
@Example(does = "Find and write the card of a network", with = "model.onnx --data data")
@Example(does = "Surer, on more pictures", with = "model.onnx --data data --images 32")
@Example(
        does = "Name the convention; no data",
        with = "model.onnx --convention imagenet --size 384x512 --classes classes.txt")
final class CardCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of labelled pictures in any layout (docs/data.md), or street-scenes. Default: none,"
                    + " and the conventions are listed.")
    private @Nullable Path folder;

    @Grouped(OptionGroup.DATA)
    @Option(
            names = "--split",
            defaultValue = "val",
            paramLabel = "S",
            description = "Split of the data set to try on. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--images",
            defaultValue = "8",
            paramLabel = "N",
            description = "Pictures to try on, evenly spread; at least 1. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Grouped(OptionGroup.NETWORK)
    @Option(
            names = "--convention",
            paramLabel = "NAME",
            description = "Take this convention and try none. Default: the one that makes the network right.")
    private @Nullable String convention;

    @Grouped(OptionGroup.OUTPUT)
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File for the card. Default: beside MODEL, where every command finds it.")
    private @Nullable Path out;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    CardCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (images < 1) {
            throw new InvalidInputException("--images is " + images + ", expected at least 1.");
        }
        Path target = out == null ? CardFile.beside(model) : out;
        Outputs outputs = Outputs.file(target);
        outputs.refuse(List.of(model));
        if (!output.isGiven()) {
            outputs.refusePresent();
        }
        SourceModel read = cardOptions.laidOut(cardOptions.read(model));
        int channels = InputConvention.channels(read);
        Optional<Dataset> data = data();
        List<InputConvention> conventions = new ArrayList<>(InputConvention.of(channels));
        data.ifPresent(found -> conventions.addAll(InputConvention.measured(found, split, channels)));
        Optional<InputConvention> chosen = Optional.ofNullable(convention).map(name -> chosen(name, conventions));
        if (data.isEmpty() && chosen.isEmpty()) {
            json.print(console, () -> list(conventions), () -> table(conventions));
            console.error(
                    "Which convention? Give --data DIR with labelled pictures to try them on, or --convention NAME"
                            + " and --classes.");
            return ExitCode.WRONG_INPUT;
        }
        return chosen.isPresent()
                ? written(cardOptions.card(read, data, split, chosen.get()), target, outputs)
                : tried(read, data.orElseThrow(), conventions, target, outputs);
    }

    private Optional<Dataset> data() {
        return Optional.ofNullable(folder)
                .map(dir -> CachedDataset.of(BundledInputs.data(dir).orElseGet(() -> DataFolder.open(dir))));
    }

    private static InputConvention chosen(String name, List<InputConvention> conventions) {
        return conventions.stream()
                .filter(c -> c.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--convention is '" + name + "', expected one of "
                        + conventions.stream().map(InputConvention::id).collect(Collectors.joining(", ")) + "."));
    }

    private int written(NetworkCard card, Path target, Outputs outputs) {
        write(card, target, outputs);
        ObjectNode root = JSON.createObjectNode().put("model", model.toString()).put("card", target.toString());
        json.print(console, () -> root, () -> "card  " + target);
        return 0;
    }

    private int tried(SourceModel read, Dataset data, List<InputConvention> conventions, Path target, Outputs outputs) {
        CardGuess guess = new CardSearch(data, split, images, console.progress(), console.cancellation())
                .among(conventions, c -> read.withCard(cardOptions.card(read, Optional.of(data), split, c))
                        .network());
        boolean unsure = guess.confidence() == Confidence.UNSURE;
        if (!unsure) {
            write(cardOptions.card(read, Optional.of(data), split, guess.best().convention()), target, outputs);
        }
        json.print(
                console,
                () -> json(data, guess, unsure ? null : target),
                () -> text(data, guess, unsure ? null : target));
        if (unsure) {
            console.error("No card is written. If one of the conventions is right, name it: --convention "
                    + guess.best().convention().id()
                    + ". Otherwise give --mean, --std and --order of the training to any"
                    + " command.");
        }
        return unsure ? ExitCode.WRONG_INPUT : 0;
    }

    private void write(NetworkCard card, Path target, Outputs outputs) {
        OutputFolder.during(outputs, output.isGiven(), () -> {
            try (StagedFile staged =
                    StagedFile.write(target, CardFile.format(card).getBytes(StandardCharsets.UTF_8))) {
                staged.commit();
                return target;
            }
        });
    }

    private static String table(List<InputConvention> conventions) {
        TextTable table = new TextTable(4, "convention", "mean", "std", "who does so");
        conventions.forEach(c -> table.row(c.id(), numbers(c.mean()), numbers(c.std()), c.meaning()));
        return "(pixel - mean) / std of pixels 0..255, in the order of the channels:\n\n" + table;
    }

    private static ObjectNode list(List<InputConvention> conventions) {
        ObjectNode root = JSON.createObjectNode();
        conventions.forEach(c -> row(root.withArray("conventions"), c));
        return root;
    }

    private static ObjectNode row(ArrayNode rows, InputConvention convention) {
        ObjectNode row = rows.addObject()
                .put("convention", convention.id())
                .put("order", convention.order().name());
        convention.mean().forEach(row.putArray("mean")::add);
        convention.std().forEach(row.putArray("std")::add);
        return row;
    }

    private ObjectNode json(Dataset data, CardGuess guess, @Nullable Path written) {
        ObjectNode root = JSON.createObjectNode()
                .put("model", model.toString())
                .put("data", data.name())
                .put("split", split)
                .put("confidence", guess.confidence().name().toLowerCase(Locale.ROOT))
                .put("chance", guess.chance());
        root.put("card", written == null ? null : written.toString());
        for (CardGuess.Row tried : guess.rows()) {
            ObjectNode row = row(root.withArray("conventions"), tried.convention());
            tried.evaluation().ifPresent(found -> {
                row.put("accuracy", finite(found.accuracy()));
                row.put("crossEntropy", finite(found.crossEntropy()));
            });
            if (!tried.failure().isEmpty()) {
                row.put("failure", tried.failure());
            }
        }
        return root;
    }

    /** JSON has no numbers that are not finite. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private String text(Dataset data, CardGuess guess, @Nullable Path written) {
        String metric = guess.best().evaluation().orElseThrow().metric().words();
        TextTable table = new TextTable(1, "convention", metric, "cross-entropy");
        for (CardGuess.Row row : guess.rows()) {
            table.row(
                    row.convention().id(),
                    row.evaluation().map(e -> Figures.accuracy(e.accuracy())).orElse("fails"),
                    row.evaluation()
                            .map(e -> String.format(Locale.ROOT, "%.3f", e.crossEntropy()))
                            .orElse("-"));
        }
        String said = model.getFileName() + " on "
                + guess.best().evaluation().orElseThrow().images() + " pictures of " + data.name() + "/" + split
                + "\n\n" + table + "\n\n" + guess.reason();
        return written == null
                ? said
                : said + "\n\ncard  " + written + "\nnext  coppice compress " + model + " --data " + folder
                        + " --out compressed";
    }

    private static String numbers(List<Double> values) {
        return values.stream()
                .map(v -> String.format(Locale.ROOT, "%.6g", v).replaceFirst("\\.?0+$", ""))
                .collect(Collectors.joining(","));
    }
}

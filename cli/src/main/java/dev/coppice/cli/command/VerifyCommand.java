package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.help.Example;
import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.cli.terminal.Console;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.form.DrawnNumbers;
import dev.coppice.export.form.SinglePrecision;
import dev.coppice.export.parity.OutputSource;
import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.parity.RandomInputs;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.export.runtime.RunMemory;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxFormat;
import dev.coppice.models.shape.InputShapes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code verify}: it compares two models in ONNX Runtime on random inputs. */
@Command(
        name = "verify",
        description = {"Compare two models in ONNX Runtime on random inputs.", "The exit code is 1 if they differ."})
@Example(does = "Do two files compute the same?", with = "a.onnx b.onnx")
@Example(does = "Within a wider tolerance, on more inputs", with = "a.onnx b.onnx --tolerance 1e-3 --inputs 16")
@Example(does = "For a script, which reads the exit code", with = "a.onnx b.onnx --quiet --json")
final class VerifyCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "Model file of any format, or street-unet for the bundled network.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "Model file that should compute the same as A.")
    private Path second;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--inputs",
            defaultValue = "4",
            paramLabel = "N",
            description = "Number of random inputs, at least 1. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--tolerance",
            defaultValue = "1e-4",
            paramLabel = "T",
            description = "Largest difference allowed: max|a-b| / max|b| for each output, or the share of elements"
                    + " that differ for integer outputs; at least 0. Default: ${DEFAULT-VALUE}.")
    private double tolerance;

    @Grouped(OptionGroup.MEASURING)
    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "Seed of the random inputs. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private JsonOption json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        check();
        SourceModel a = cardOptions.laidOut(cardOptions.read(first));
        RunMemory.require(cardOptions.anyNetwork(a));
        SourceModel b = cardOptions.laidOut(cardOptions.read(second));
        boolean alike = stored(a).equals(stored(b));
        try (OnnxSession left = OnnxSession.open(source(a, alike));
                OnnxSession right = OnnxSession.open(source(b, alike))) {
            RandomInputs.Drawn drawn = inputs(a, left);
            ParityReport parity = Parity.compare(left::run, renamed(right, b.graph(), a.graph()), drawn.inputs());
            boolean same = parity.within(tolerance);
            json.print(
                    console,
                    () -> json(parity, same),
                    () -> text(parity, same, drawn.words() + DrawnNumbers.words(a.graph())));
            return same ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static List<AxisOrder> stored(SourceModel model) {
        return model.graph().inputs().stream().map(TensorInfo::stored).toList();
    }

    /**
     * The file itself with all its outputs; what was read of it, if ONNX Runtime does not read its format or compute with its
     * types, or if it draws random numbers.
     *
     * @param asStored whether outputs are compared as the files have them: models that take pictures in different layouts are
     *     compared channels first
     */
    private OnnxSource source(SourceModel model, boolean asStored) {
        Graph graph = model.graph();
        List<TensorInfo> outputs = graph.outputs().stream()
                .map(output -> asStored ? output.inFile() : output)
                .toList();
        boolean itself =
                BundledInputs.file(model.file()).filter(OnnxFormat::holds).isPresent()
                        && SinglePrecision.runs(graph)
                        && DrawnNumbers.in(graph).isEmpty();
        return (itself ? OnnxSource.file(model.file()) : OnnxSource.of(cardOptions.anyNetwork(model)))
                .like(GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(outputs))));
    }

    private void check() {
        OptionCheck check = new OptionCheck();
        check.require(count >= 1, "--inputs is " + count + ", expected at least 1");
        check.require(tolerance >= 0, "--tolerance is " + tolerance + ", expected 0 or more");
        check.done();
    }

    private RandomInputs.Drawn inputs(SourceModel model, OnnxSession session) {
        Optional<NetworkCard> card = cardOptions.card(model);
        return card.isPresent()
                ? RandomInputs.pictures(new Network(model.graph(), card.get()), count, seed)
                : RandomInputs.finite(
                        InputShapes.image(model.graph().inputs()).type(),
                        cardOptions.image(model, card),
                        count,
                        seed,
                        session::run);
    }

    /** The outputs of a session, under the names of the other model. Single outputs are compared even if their names differ. */
    private static OutputSource renamed(OnnxSession session, Graph graph, Graph like) {
        if (graph.outputs().size() != 1 || like.outputs().size() != 1) {
            return session::run;
        }
        String name = like.outputs().get(0).name();
        return input -> Map.of(name, session.run(input, graph.outputs().get(0).name()));
    }

    private String text(ParityReport parity, boolean same, String inputs) {
        String verdict = same ? "same" : parity.unproven() > 0 ? "undecided" : "different";
        return verdict + " (tolerance " + tolerance + "): " + parity + ", " + inputs
                + (verdict.equals("undecided")
                        ? ". What is NaN or infinite in both agrees and proves nothing: these inputs overflow both models."
                                + " Give a card with --card, or --mean, --std and --classes, for inputs that suit them."
                        : "");
    }

    private ObjectNode json(ParityReport parity, boolean same) {
        ObjectNode root = JSON.createObjectNode()
                .put("same", same)
                .put("maxAbs", parity.maxAbs())
                .put("maxRel", parity.maxRel())
                .put("inputs", parity.inputs())
                .put("tolerance", tolerance);
        parity.outputs().forEach(o -> root.withArray("/outputs")
                .addObject()
                .put("name", o.name())
                .put("type", o.type().name())
                .put("maxAbs", o.abs())
                .put("relative", o.rel())
                .put("elements", o.elements())
                .put("unequal", o.unequal())
                .put("unproven", o.unproven()));
        return root;
    }
}

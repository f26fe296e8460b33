package dev.coppice.cli.command;

import dev.coppice.cli.help.Example;
import dev.coppice.cli.option.CardOptions;
import dev.coppice.cli.option.JsonOption;
import dev.coppice.cli.terminal.Console;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.shape.InputShapes;
import dev.coppice.models.shape.Shapes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code inspect}: the layers of a model and their cost. It needs no card and loads no native libraries. */
@Command(name = "inspect", description = "Show a network layer by layer: operators, shapes, MACs, parameters.")
@Example(does = "See layers, shapes and cost", with = "model.onnx")
@Example(does = "With a height and width where the file leaves them open", with = "model.onnx --size 360x480")
@Example(does = "For a script", with = "model.onnx --json")
final class InspectCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "MODEL", description = "Model file of any format, or street-unet for the bundled network.")
    private Path model;

    @Mixin
    private CardOptions cardOptions;

    @Mixin
    private JsonOption json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        // Nothing shown depends on the values of weights.
        SourceModel read = cardOptions.laidOut(
                cardOptions.isDequantizing() ? cardOptions.read(model) : cardOptions.read(model, 0));
        Optional<NetworkCard> card = cardOptions.card(read);
        Graph graph = read.graph();
        Shape image = cardOptions.image(read, card);
        Shapes shapes = Shapes.infer(
                graph,
                Map.of(
                        card.map(c -> c.input().name()).orElseGet(() -> InputShapes.image(graph.inputs())
                                .name()),
                        image));
        Inspection inspection = new Inspection(read, card, shapes);
        json.print(console, inspection::json, inspection::text);
    }
}

package dev.coppice.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.cli.option.BundledInputs;
import dev.coppice.cli.terminal.Figures;
import dev.coppice.cli.terminal.TextTable;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.cost.NodeCost;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.tail.OutputTail;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The output of {@code inspect}.
 *
 * @param model the model as read
 * @param card the card of the model, if known
 * @param shapes the shapes of all tensors, for one image
 */
record Inspection(SourceModel model, Optional<NetworkCard> card, Shapes shapes) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The output as text. */
    String text() {
        Graph graph = model.graph();
        Cost cost = Cost.of(graph, shapes);
        List<String> lines = new ArrayList<>();
        lines.add(model.file() + ", " + model.format() + ", " + Figures.bytes(BundledInputs.bytes(model.file())));
        graph.inputs().forEach(input -> lines.add("input   " + described(input) + normalisation()));
        graph.outputs().forEach(output -> lines.add("output  " + described(output) + meaning(output)));
        model.leftOut().forEach(lines::add);
        lines.add("");
        lines.add(layers(graph, cost).toString());
        lines.add("");
        lines.add("Channels that are cut together, if at all:");
        lines.add(new ChannelGroupTable(graph, shapes).text());
        lines.add("");
        lines.add("MACs         " + Figures.count(cost.macs()));
        lines.add("parameters   " + Figures.count(cost.parameters()));
        if (model.filled() > 0) {
            lines.add("weights      " + model.filled() + " tensors have no data in the file, their sizes only");
        }
        lines.add("activations  " + Figures.bytes(cost.activationBytes()));
        return String.join("\n", lines);
    }

    /** The output as JSON: sizes in bytes, shapes N×C×H×W of one image; those of inputs and outputs as in the file. */
    ObjectNode json() {
        Graph graph = model.graph();
        Cost cost = Cost.of(graph, shapes);
        ObjectNode root = JSON.createObjectNode()
                .put("name", card.map(NetworkCard::name).orElseGet(model::name))
                .put("file", model.file().toString())
                .put("format", model.format())
                .put("bytes", BundledInputs.bytes(model.file()))
                .put("macs", cost.macs())
                .put("parameters", cost.parameters())
                .put("activationBytes", cost.activationBytes())
                .put("tensorsWithoutData", model.filled());
        model.leftOut().forEach(root.putArray("leftOut")::add);
        tensors(root.putArray("inputs"), graph.inputs());
        tensors(root.putArray("outputs"), graph.outputs());
        card.ifPresent(c -> c.classes().forEach(root.withArray("/classes")::add));
        ArrayNode layers = root.putArray("layers");
        for (NodeCost layer : NodeCost.of(graph, shapes)) {
            ObjectNode entry = layers.addObject()
                    .put("name", layer.node().name())
                    .put("operator", layer.node().op());
            sizes(entry.putArray("output"), layer.output());
            entry.put("macs", layer.macs()).put("parameters", layer.parameters());
        }
        root.set("families", new ChannelGroupTable(graph, shapes).json());
        return root;
    }

    private TextTable layers(Graph graph, Cost cost) {
        TextTable table = new TextTable(2, "layer", "operator", "output", "parameters", "MACs", "share");
        for (NodeCost layer : NodeCost.of(graph, shapes)) {
            table.row(
                    layer.node().name(),
                    layer.node().op(),
                    layer.output().toString(),
                    layer.parameters() == 0 ? "" : Figures.count(layer.parameters()),
                    layer.macs() == 0 ? "" : Figures.count(layer.macs()),
                    layer.macs() == 0 ? "" : Figures.share(layer.macs(), cost.macs()));
        }
        return table;
    }

    private String described(TensorInfo info) {
        String sizes = inFile(info).toString();
        boolean openBatch =
                !info.dimensions().isEmpty() && !info.dimensions().get(0).isFixed();
        return info.name()
                + "  "
                + sizes
                + (openBatch ? ", any batch" : "")
                + (info.stored().isSame() ? "" : ", channels last, carried channels first");
    }

    private String normalisation() {
        if (card.isEmpty()) {
            return "; there is no card that says its normalisation";
        }
        InputSpec input = card.get().input();
        return ", " + input.order() + ", mean " + input.mean() + ", std " + input.std();
    }

    private String meaning(TensorInfo output) {
        return card.filter(c -> c.output().name().equals(output.name()))
                .map(c ->
                        ", " + holding(c) + " of " + c.classes().size() + " classes: " + String.join(", ", c.classes()))
                .orElse("");
    }

    /** The meaning of the output: the kind of logits, or the result of a tail. */
    private String holding(NetworkCard known) {
        OutputTail tail = new Network(model.graph(), known).tail();
        String kind = known.output().kind().id();
        return tail.isEmpty()
                ? kind
                : tail.answer().holds() + " (" + String.join(", ", tail.operators(model.graph())) + " behind the "
                        + kind + " '" + tail.logits() + "')";
    }

    private void tensors(ArrayNode array, List<TensorInfo> infos) {
        for (TensorInfo info : infos) {
            ObjectNode tensor = array.addObject().put("name", info.name());
            sizes(tensor.putArray("shape"), inFile(info));
            if (!info.stored().isSame()) {
                tensor.put("layout", ImageLayout.NHWC.name());
            }
        }
    }

    private Shape inFile(TensorInfo info) {
        return info.stored().of(shapes.of(info.name()));
    }

    private static void sizes(ArrayNode array, Shape shape) {
        for (int size : shape.sizes()) {
            array.add(size);
        }
    }
}

package dev.coppice.cli.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.ChannelOrder;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.PixelRange;
import dev.coppice.models.network.Task;
import dev.coppice.models.network.tail.OutputTail;
import dev.coppice.models.shape.InputShapes;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A card that is built from options. It is finally read like a card file, with the same checks. */
final class CardDraft {
    private static final JsonMapper JSON = new JsonMapper();

    /** The name of a class for pixels that have none. */
    private static final String VOID = "void";

    private final ObjectNode root;
    private PixelRange pixels = PixelRange.BYTES;
    private boolean isPicture = true;

    private CardDraft(ObjectNode root) {
        this.root = root;
    }

    /** Starts from a card. */
    static CardDraft of(NetworkCard card) {
        try {
            return new CardDraft((ObjectNode) JSON.readTree(CardFile.format(card)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a card that was written can be read", e);
        }
    }

    /** Starts from a model without a card: its names, and the size of its input if that is fixed. */
    static CardDraft blank(SourceModel model) {
        CardDraft draft = new CardDraft(JSON.createObjectNode().put("name", CardFile.stem(model.file())));
        draft.order(ChannelOrder.RGB);
        draft.output().put("kind", OutputKind.LOGITS.id());
        if (!model.graph().inputs().isEmpty()) {
            TensorInfo input = InputShapes.image(model.graph().inputs());
            draft.input().put("name", input.name());
            List<Dimension> dims = input.dimensions();
            List<Dimension> space = dims.subList(Math.min(2, dims.size()), dims.size());
            draft.isPicture = space.size() == 2;
            if (!space.isEmpty() && space.size() <= 3 && space.stream().allMatch(Dimension::isFixed)) {
                draft.size(space.stream().map(Dimension::size).toList());
            }
        }
        if (model.graph().outputs().size() == 1) {
            draft.output(model.graph().outputs().get(0).name());
        }
        return draft;
    }

    /** Whether its input has height and width alone. */
    boolean isPicture() {
        return isPicture && !input().has("length") && !input().has("depth");
    }

    void size(List<Integer> sizes) {
        CardFile.sizes(input(), sizes);
    }

    void order(ChannelOrder order) {
        input().put("order", order.name());
    }

    void layout(ImageLayout layout) {
        input().put("layout", layout.name());
    }

    void output(String tensor) {
        output().put("name", tensor);
    }

    /** Names the first of several outputs that has as many channels as there are classes; none if no output has. */
    void output(Graph graph, int classes) {
        for (TensorInfo candidate : graph.outputs()) {
            output(candidate.name());
            int channels = input().has("height") || input().has("length")
                    ? channels(graph).orElse(0)
                    : 0;
            if (channels == classes || (channels == 1 && classes == 2)) {
                return;
            }
        }
        output().remove("name");
    }

    /** Sets the unit of {@link #mean} and {@link #std}, which must be set after this. */
    void pixels(PixelRange range) {
        pixels = range;
        input().put("pixels", PixelRange.BYTES.id());
    }

    /** Sets the kind of output by the graph: one logit, or one for each class. Does nothing while the card is incomplete. */
    void kind(Graph graph) {
        if (missing().isEmpty()) {
            channels(graph).ifPresent(channels -> output().put(
                            "kind", (channels == 1 ? OutputKind.BINARY_LOGIT : OutputKind.LOGITS).id()));
        }
    }

    /** The number of channels of the logits; empty if the card names no input or output of the graph. */
    private OptionalInt channels(Graph graph) {
        String output = output().path("name").asText();
        String input = input().path("name").asText();
        if (!graph.isInput(input) || graph.producer(output).isEmpty()) {
            return OptionalInt.empty();
        }
        List<Dimension> dims = graph.inputs().stream()
                .filter(info -> info.name().equals(input))
                .findFirst()
                .orElseThrow()
                .dimensions();
        int batch = !dims.isEmpty() && dims.get(0).isFixed() ? dims.get(0).size() : 1;
        Shape image = CardFile.inputShape(input(), batch);
        return OptionalInt.of(OutputTail.channels(graph, Shapes.infer(graph, Map.of(input, image)), output));
    }

    /**
     * Takes the classes of the data, in their order. A network with one class more learned the ignored value, if it is the
     * next number.
     *
     * @throws InvalidInputException if the network has another number of them
     */
    void classes(Dataset pictures, Graph graph) {
        classes(pictures.classes());
        int folders = pictures.classes().size();
        OptionalInt channels = missing().isEmpty() ? channels(graph) : OptionalInt.empty();
        channels.ifPresent(found -> {
            if (found == folders + 1 && pictures.ignore().orElse(-1) == folders) {
                classes(Stream.concat(pictures.classes().stream(), Stream.of(VOID))
                        .toList());
            } else if (found != folders && !(found == 1 && folders == 2)) {
                boolean isOfFolders = pictures.task() == Task.CLASSIFICATION;
                throw new InvalidInputException("The network gives " + found + " classes, and data set '"
                        + pictures.name() + "' has the " + folders + (isOfFolders ? " class folders " : " classes ")
                        + pictures.classes()
                        + ". Give --classes with the names of the network's classes in its order, or a text file with"
                        + " them, or a card; the " + (isOfFolders ? "folders' names" : "data's names (dataset.json)")
                        + " must be among them.");
            }
        });
    }

    void crop(double share) {
        input().put("crop", share);
    }

    /** Sets the means; an empty list changes nothing, here and below. */
    void mean(List<Double> values) {
        numbers("mean", values);
    }

    void std(List<Double> values) {
        numbers("std", values);
    }

    void classes(List<String> names) {
        if (!names.isEmpty()) {
            ArrayNode array = root.putArray("classes");
            names.forEach(array::add);
        }
    }

    /**
     * The card.
     *
     * @param origin the name of the card in messages
     * @throws InvalidInputException if options are missing or wrong; it names them
     */
    NetworkCard card(String origin) {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new InvalidInputException("There is no network card, and the " + origin + " lack "
                    + String.join(", ", missing) + ". Give them, or a card with --card.");
        }
        return CardFile.parse(root.toString(), origin);
    }

    /** The options that are still missing for a card. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        require(missing, input(), input().has("length") ? "length" : "height", "--size");
        require(missing, input(), "mean", "--mean");
        require(missing, input(), "std", "--std");
        require(missing, root, "classes", "--classes");
        require(missing, output(), "name", "--output");
        return missing;
    }

    private static void require(List<String> missing, ObjectNode node, String field, String option) {
        if (!node.has(field)) {
            missing.add(option);
        }
    }

    private void numbers(String field, List<Double> values) {
        if (!values.isEmpty()) {
            ArrayNode array = input().putArray(field);
            pixels.inBytes(values).forEach(array::add);
        }
    }

    private ObjectNode input() {
        return root.withObject("/input");
    }

    private ObjectNode output() {
        return root.withObject("/output");
    }
}

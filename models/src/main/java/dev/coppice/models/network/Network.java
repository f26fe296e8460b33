package dev.coppice.models.network;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.tail.OutputTail;
import dev.coppice.models.shape.OpenSizes;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.batch.OpenBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph with the card that says what its numbers mean. Immutable.
 *
 * @param graph the computation; the card's output becomes a graph output if it is not one yet
 * @param card input, output and classes
 */
public record Network(Graph graph, NetworkCard card) {
    public Network {
        graph = DeclaredOutput.in(graph, card.output().name());
        card = CardCheck.checked(graph, card).storedAs(graph);
    }

    /** This network with another graph that has the same input and output. */
    public Network with(Graph changed) {
        return changed == graph ? this : new Network(changed, card);
    }

    /** The graph input that the card names. */
    public TensorInfo imageInput() {
        return graph.inputs().stream()
                .filter(info -> info.name().equals(card.input().name()))
                .findFirst()
                .orElseGet(() -> graph.inputs().get(0));
    }

    /**
     * Checks that pictures are all that this network reads, before work that feeds it nothing else.
     *
     * @param work the work, as a subject of a sentence
     * @return this network
     * @throws InvalidInputException if it has other inputs; it names them
     */
    public Network requirePicturesAlone(String work) {
        List<TensorInfo> others = graph.inputs().stream()
                .filter(info -> !info.name().equals(card.input().name()))
                .toList();
        if (!others.isEmpty()) {
            boolean one = others.size() == 1;
            throw new InvalidInputException(
                    "Network '" + card.name() + "' reads more than pictures: " + others + " beside '"
                            + card.input().name() + "'. " + work
                            + " takes a folder of pictures, which says nothing of "
                            + (one ? "this input." : "these inputs."),
                    names -> "Where " + (one ? "it" : "each") + " may be a constant, write the model with "
                            + (one ? "its" : "their") + " numbers first: " + names.of(Setting.FIXED_INPUTS)
                            + ". Or cut without pictures and training: such networks are inspected, pruned and"
                            + " verified with all their inputs.");
        }
        return this;
    }

    /** The number of images in a forward pass: the graph's fixed batch, or 1 if the batch is open. */
    public int batch() {
        List<Dimension> dims = imageInput().dimensions();
        return !dims.isEmpty() && dims.get(0).isFixed() ? dims.get(0).size() : 1;
    }

    /**
     * This network for forward passes of a number of images; the same object if it takes them already. The result computes
     * the same for each image, under the same names. Outputs other than the card's are left out if they fix the batch.
     *
     * @throws InvalidInputException naming the node that fixes the batch
     */
    public Network forBatch(int images) {
        OpenBatch.Result sized = sized(images);
        if (!sized.obstacle().isEmpty()) {
            throw new InvalidInputException("Network '" + card.name() + "' fixes its batch at " + batch()
                    + " and takes no " + images + " images: " + sized.obstacle() + ".");
        }
        return with(sized.graph());
    }

    /**
     * This network for forward passes of images of another number and size; the same object if it takes them already. Maps that
     * are resized to each other follow the images' size.
     *
     * @param images input shape, N×C and space axes
     * @throws InvalidInputException naming the node that fixes the batch
     */
    public Network forShape(Shape images) {
        Network batched = forBatch(images.size(0));
        Shape own = inputShape(images.size(0));
        return own.equals(images) || !card.isKnown()
                ? batched
                : batched.with(OpenSizes.of(batched.graph, card.input().name(), own));
    }

    /** The obstacle to a batch of this size: the node that fixes the batch, and why; empty if there is none. */
    public Optional<String> batchObstacle(int images) {
        return Optional.of(sized(images).obstacle()).filter(o -> !o.isEmpty());
    }

    private OpenBatch.Result sized(int images) {
        return takes(images)
                ? new OpenBatch.Result(graph, "")
                : OpenBatch.of(
                        graph,
                        card.input().name(),
                        inputShape(batch()),
                        card.output().name());
    }

    /** Whether the unchanged graph takes this number of images. */
    private boolean takes(int images) {
        if (images == batch()) {
            return true;
        }
        if (imageInput().dimensions().get(0).isFixed()) {
            return false;
        }
        try {
            Shapes.infer(graph, Map.of(card.input().name(), inputShape(images)));
            return true;
        } catch (InvalidInputException e) {
            // the file leaves the batch open, but a node fixes it
            return false;
        }
    }

    /** The shape of the image input at the card's size; for an input without space axes, the graph's
     * declared shape. */
    public Shape inputShape(int batch) {
        List<Dimension> dims = imageInput().dimensions();
        if (!card.isKnown() && dims.size() <= NetworkCard.SPACE) {
            int[] sizes = dims.stream().mapToInt(Dimension::size).toArray();
            if (sizes.length > 1) {
                sizes[0] = batch;
            }
            return Shape.of(sizes);
        }
        return card.input().shape(batch);
    }

    /** The shape of every tensor at the card's size. */
    public Shapes shapes(int batch) {
        Shape images = inputShape(batch);
        Graph sized = sized(batch).graph();
        // dropping outputs would drop tensors
        boolean whole = graph.nodes().stream().allMatch(n -> sized.hasNode(n.name()));
        return Shapes.infer(whole ? sized : graph, Map.of(card.input().name(), images));
    }

    /**
     * The shape of every tensor that the card's output needs, perhaps of others too, at a given input shape.
     *
     * @param images input shape, N×C and space axes; the size may differ from the card's
     * @throws InvalidInputException if shapes disagree at that size, or a node fixes the batch
     */
    public Shapes shapes(Shape images) {
        return Shapes.infer(forShape(images).graph, Map.of(card.input().name(), images));
    }

    /** The tail between the logits and the card's output. */
    public OutputTail tail() {
        String output = card.output().name();
        Shapes shapes = shapes(batch());
        return card.isKnown() ? CardCheck.tail(graph, card, shapes).tail() : OutputTail.none(output, shapes);
    }

    /**
     * The network up to its logits, its only output; training and analysis use it. The same object if there is nothing to
     * cut.
     */
    public Network body() {
        String logits = tail().logits();
        Graph cut = DeclaredOutput.alone(graph, logits);
        return cut == graph
                ? this
                : new Network(
                        cut,
                        new NetworkCard(
                                card.name(),
                                card.input(),
                                new OutputSpec(logits, card.output().kind()),
                                card.classes()));
    }
}

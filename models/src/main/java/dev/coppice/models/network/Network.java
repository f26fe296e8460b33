package dev.coppice.models.network;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.tail.OutputTail;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.batch.OpenBatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph and the card that says what its numbers mean. Immutable.
 *
 * @param graph the computation; the tensor that the card names as output becomes one of its outputs if it is none
 * @param card input, output and classes
 */
public record Network(Graph graph, NetworkCard card) {
    public Network {
        graph = DeclaredOutput.in(graph, card.output().name());
        CardCheck.check(graph, card);
    }

    /** This network with another graph between the same input and output. */
    public Network with(Graph changed) {
        return changed == graph ? this : new Network(changed, card);
    }

    /** The number of images in a run: what the graph fixes, 1 where it leaves the batch open. */
    public int batch() {
        List<Dimension> dims = graph.inputs().get(0).dimensions();
        return !dims.isEmpty() && dims.get(0).isFixed() ? dims.get(0).size() : 1;
    }

    /**
     * This network for runs of so many images; the same object if it takes them. The result computes the same for each image,
     * under the same names; outputs that fix the batch, other than the card's, are left out.
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

    /** What keeps it from runs of so many images: the node that fixes the batch, and why; empty if nothing does. */
    public Optional<String> batchObstacle(int images) {
        return Optional.of(sized(images).obstacle()).filter(o -> !o.isEmpty());
    }

    private OpenBatch.Result sized(int images) {
        return takes(images)
                ? new OpenBatch.Result(graph, "")
                : OpenBatch.of(graph, inputShape(batch()), card.output().name());
    }

    /** Whether the graph runs as it is with so many images. */
    private boolean takes(int images) {
        if (images == batch()) {
            return true;
        }
        if (graph.inputs().get(0).dimensions().get(0).isFixed()) {
            return false;
        }
        try {
            Shapes.infer(graph, Map.of(card.input().name(), inputShape(images)));
            return true;
        } catch (InvalidInputException e) {
            // the file leaves the batch open and some node fixes it all the same
            return false;
        }
    }

    /** The shape of the image input at the card's size; of an input that is no image, the one the graph declares. */
    public Shape inputShape(int batch) {
        InputSpec input = card.input();
        List<Dimension> dims = graph.inputs().get(0).dimensions();
        if (!card.isKnown() && dims.size() != NetworkCard.IMAGE_RANK) {
            int[] sizes = dims.stream().mapToInt(Dimension::size).toArray();
            if (sizes.length > 1) {
                sizes[0] = batch;
            }
            return Shape.of(sizes);
        }
        return Shape.of(batch, input.channels(), input.height(), input.width());
    }

    /** The shape of every tensor at the card's size. */
    public Shapes shapes(int batch) {
        Shape images = inputShape(batch);
        Graph sized = sized(batch).graph();
        // without some outputs it would not be every tensor
        boolean whole = sized.nodes().size() == graph.nodes().size();
        return Shapes.infer(whole ? sized : graph, Map.of(card.input().name(), images));
    }

    /**
     * The shape of every tensor that the card's output needs, and of others.
     *
     * @param images N×C×H×W, of another size than the card's too
     * @throws InvalidInputException if shapes disagree at that size, or naming the node that fixes the batch
     */
    public Shapes shapes(Shape images) {
        return Shapes.infer(forBatch(images.size(0)).graph, Map.of(card.input().name(), images));
    }

    /** What stands between the logits and the card's output. */
    public OutputTail tail() {
        String output = card.output().name();
        Shapes shapes = shapes(batch());
        return card.isKnown() ? CardCheck.tail(graph, card, shapes).tail() : OutputTail.none(output, shapes.of(output));
    }

    /**
     * What is trained and analysed: the network up to its logits, which are its only output; the same object if there is
     * nothing else.
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

package dev.coppice.models.network;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.tail.OutputTail;
import dev.coppice.models.shape.Shapes;
import java.util.Map;

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
        Dimension batch = graph.inputs().get(0).dimensions().get(0);
        return batch.isFixed() ? batch.size() : 1;
    }

    /** The shape of the image input at the card's size. */
    public Shape inputShape(int batch) {
        InputSpec input = card.input();
        return Shape.of(batch, input.channels(), input.height(), input.width());
    }

    /** The shape of every tensor at the card's size. */
    public Shapes shapes(int batch) {
        return Shapes.infer(graph, Map.of(card.input().name(), inputShape(batch)));
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

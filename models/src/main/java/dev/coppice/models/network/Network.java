package dev.coppice.models.network;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.Map;

/**
 * A graph and the card that says what its numbers mean. Immutable.
 *
 * @param graph the computation
 * @param card input, output and classes
 */
public record Network(Graph graph, NetworkCard card) {
    public Network {
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
}

package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.shape.Shapes;
import java.util.List;

/**
 * Signal in which the channels of a contraction are observed: its output after normalisation and activation. It is the
 * last tensor that each channel reaches alone and that all readers share.
 *
 * @param tensor name of the tensor
 * @param shape its shape for one picture
 * @param axis axis that counts the channels
 */
public record Signal(String tensor, Shape shape, int axis) {
    private static final int MAP_RANK = 4;

    /** Least number of rows and columns with frequencies: an axis of length 1, as in a gate, has none. */
    private static final int SMALLEST = 2;

    static Signal of(Network network, Producer producer) {
        Graph graph = network.graph();
        Shapes shapes = network.shapes(1);
        Node node = graph.node(producer.node());
        String tensor = node.output();
        Shape shape = shapes.of(tensor);
        List<Graph.Use> uses = graph.uses(tensor);
        while (uses.size() == 1 && keepsChannels(graph, uses.get(0)) && !graph.isOutput(tensor)) {
            String next = uses.get(0).node().output();
            if (!shapes.of(next).equals(shape)) {
                break;
            }
            tensor = next;
            uses = graph.uses(tensor);
        }
        return new Signal(tensor, shape, producer.outputAxis(node, shape.rank()));
    }

    /** Whether a node reads no other computed tensor and treats every channel alone. */
    private static boolean keepsChannels(Graph graph, Graph.Use use) {
        Node node = use.node();
        return (node.is("BatchNormalization") || node.is(OperatorKind.ELEMENTWISE))
                && node.outputs().size() == 1
                && node.inputs().stream()
                        .allMatch(in -> in.isEmpty()
                                || in.equals(node.input(use.position()))
                                || graph.constant(in).isPresent());
    }

    /** Whether it has frequencies: channels of maps with more than one row and column. */
    boolean isMaps() {
        return shape.rank() == MAP_RANK && axis == 1 && Math.min(shape.size(2), shape.size(3)) >= SMALLEST;
    }

    int channels() {
        return shape.size(axis);
    }

    /** The number of consecutive values of a channel. */
    int inner() {
        return shape.product(axis + 1, shape.rank());
    }

    /** The channel that a value belongs to. */
    int channel(int position) {
        return position / inner() % channels();
    }
}

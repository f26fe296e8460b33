package dev.coppice.eval.metric;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.InputSpec;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.shape.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A size of input that a network is adapted to, for windows cut out of pictures.
 *
 * @param height number of rows of the input
 * @param width number of its columns
 */
record InputSize(int height, int width) {
    /** Axes of a feature map, N×C×H×W. */
    private static final int MAP_RANK = 4;

    /** Rounding changes the size of a feature map by less than this number of rows or columns. */
    private static final double ROUNDED = 1.5;

    /** The size that a network was made for. */
    static InputSize of(Network network) {
        return new InputSize(
                network.card().input().height(), network.card().input().width());
    }

    /**
     * The network at this size; the same object if the size is its own. It computes what it would on a larger picture,
     * except at the edges.
     *
     * @throws InvalidInputException if it takes no size but its own, or computes something else at another
     */
    Network apply(Network network) {
        if (of(network).equals(this)) {
            return network;
        }
        Network sized = declared(network);
        Shapes own = shapes(network);
        Shapes small = shapes(sized);
        obstacle(network, own, small).ifPresent(tensor -> {
            throw new InvalidInputException("Network '" + network.card().name() + "' takes no window of " + height + "×"
                    + width + " (height×width): its tensor '" + tensor + "' is " + own.of(tensor)
                    + " for a whole picture and "
                    + small.of(tensor) + " for the window. Measure it on whole pictures.");
        });
        return sized;
    }

    private static Shapes shapes(Network network) {
        return Shapes.infer(
                network.graph(), Map.of(network.card().input().name(), network.inputShape(network.batch())));
    }

    /** The first feature map that does not shrink with the input, as its size is a constant of the graph. */
    private Optional<String> obstacle(Network network, Shapes own, Shapes small) {
        InputSize whole = of(network);
        return network.graph().nodes().stream()
                .map(node -> node.output())
                .filter(tensor -> own.of(tensor).rank() == MAP_RANK)
                .filter(tensor -> !follows(
                                own.of(tensor).size(2), small.of(tensor).size(2), (double) height / whole.height)
                        || !follows(own.of(tensor).size(3), small.of(tensor).size(3), (double) width / whole.width))
                .findFirst();
    }

    /** Whether a size follows the input's. One row or column follows too: a global pooling leaves it at any size. */
    private static boolean follows(int own, int small, double share) {
        return (own == 1 && small == 1) || Math.abs(own * share - small) < ROUNDED;
    }

    private Network declared(Network network) {
        NetworkCard card = network.card();
        InputSpec input = card.input();
        Graph graph = network.graph();
        List<TensorInfo> inputs = graph.inputs().stream().map(this::declared).toList();
        List<TensorInfo> outputs =
                graph.outputs().stream().map(o -> o.withDimensions(List.of())).toList();
        InputSpec spec = input.with(List.of(height, width));
        return new Network(
                new Graph(graph.name(), inputs, outputs, graph.nodes(), graph.constants()).carrying(graph.carried()),
                new NetworkCard(card.name(), spec, card.output(), card.classes()));
    }

    private TensorInfo declared(TensorInfo input) {
        List<Dimension> dims = input.dimensions();
        return input.withDimensions(List.of(dims.get(0), dims.get(1), Dimension.of(height), Dimension.of(width)));
    }

    /** The shape of a number of input images. */
    Shape images(int count, int channels) {
        return Shape.of(count, channels, height, width);
    }
}

package dev.coppice.models.dl4j;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The size of a network's pictures. A configuration does not keep it, but for that of maps which are made to vectors inside:
 * what size of pictures gives such maps is found by trying.
 */
final class InputSizes {
    private static final int LARGEST = 1 << 13;
    private static final int SPACE = 2;

    private final Graph graph;
    private final TensorInfo input;
    private final Known known;

    /**
     * The size of a tensor that the configuration gives.
     *
     * @param tensor a tensor of maps
     * @param height its height
     * @param width its width
     */
    record Known(String tensor, int height, int width) {
        int along(int axis) {
            return axis == SPACE ? height : width;
        }
    }

    /**
     * A graph whose input has a size where only one fits.
     *
     * @param graph the graph
     * @param remarks a sentence on the sizes that fit, where there are several
     */
    record Result(Graph graph, List<String> remarks) {}

    private InputSizes(Graph graph, TensorInfo input, Known known) {
        this.graph = graph;
        this.input = input;
        this.known = known;
    }

    /** Finds the size of the only input that leaves its own open. */
    static Result of(Graph graph, List<Known> known) {
        List<TensorInfo> open = graph.inputs().stream()
                .filter(i -> i.dimensions().stream().skip(1).anyMatch(d -> !d.isFixed()))
                .toList();
        if (graph.inputs().size() != 1
                || open.isEmpty()
                || open.get(0).dimensions().size() != Value.MAPS
                || known.isEmpty()) {
            return new Result(graph, List.of());
        }
        Known first = known.get(0);
        TensorInfo whole = new TensorInfo(first.tensor(), open.get(0).type(), List.of());
        Graph before = GraphRewriter.apply(graph, List.of(new GraphEdit.DeclareOutputs(List.of(whole))));
        return new InputSizes(before, open.get(0), first).sized(graph);
    }

    private Result sized(Graph whole) {
        int[] smallest = new int[SPACE];
        int[] largest = new int[SPACE];
        for (int i = 0; i < SPACE; i++) {
            smallest[i] = least(SPACE + i, known.along(SPACE + i));
            largest[i] = least(SPACE + i, known.along(SPACE + i) + 1) - 1;
            if (smallest[i] > largest[i]) {
                return new Result(whole, List.of());
            }
        }
        if (smallest[0] < largest[0] || smallest[1] < largest[1]) {
            return new Result(
                    whole,
                    List.of("Its configuration does not say the size of its pictures: heights from " + smallest[0]
                            + " to " + largest[0] + " and widths from " + smallest[1] + " to " + largest[1]
                            + " fit it."));
        }
        List<Dimension> axes = new ArrayList<>(input.dimensions().subList(0, SPACE));
        axes.add(Dimension.of(smallest[0]));
        axes.add(Dimension.of(smallest[1]));
        TensorInfo fixed = input.withDimensions(axes);
        return new Result(GraphRewriter.apply(whole, List.of(new GraphEdit.DeclareInputs(List.of(fixed)))), List.of());
    }

    /** The least size of the input along an axis at which the known tensor has at least this size there. */
    private int least(int axis, int wanted) {
        int low = 1;
        int high = LARGEST;
        while (low < high) {
            int middle = (low + high) / 2;
            if (reached(axis, middle).filter(size -> size >= wanted).isPresent()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The known tensor's size along an axis, for square pictures of this size; empty if they are too small. */
    private Optional<Integer> reached(int axis, int size) {
        try {
            Shape pictures = Shape.of(1, input.dimensions().get(1).size(), size, size);
            return Optional.of(Shapes.infer(graph, Map.of(input.name(), pictures))
                    .of(known.tensor())
                    .size(axis));
        } catch (InvalidInputException e) {
            return Optional.empty(); // no window fits
        }
    }
}

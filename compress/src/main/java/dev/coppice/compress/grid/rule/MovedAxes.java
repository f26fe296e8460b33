package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.Shapes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tensors of rank 4 whose channels a Transpose has moved to another axis, until another moves them back. They are no
 * maps, since their last axes are not height and width.
 */
final class MovedAxes {
    private static final int[] IN_PLACE = {0, 1, 2, 3};

    private final Shapes shapes;
    private final Map<String, int[]> orders = new HashMap<>();

    MovedAxes(Shapes shapes) {
        this.shapes = shapes;
    }

    /**
     * Notes the outputs of a node; nodes come in running order.
     *
     * @param readsMap whether the node reads a map; its output then has the map's axes
     */
    void follow(Node node, boolean readsMap) {
        int[] order = order(node, readsMap);
        if (order[0] != 0 || order[1] != 1) {
            node.outputs().forEach(output -> orders.put(output, order));
        }
    }

    /** Whether the channels of a tensor are on another axis. */
    boolean has(String tensor) {
        return orders.containsKey(tensor);
    }

    /** The axis of N×C×H×W on each axis of a node's output; N×C×H×W where the node makes a new shape. */
    private int[] order(Node node, boolean readsMap) {
        int[] read = node.inputs().stream()
                .flatMap(input -> Optional.ofNullable(orders.get(input)).stream())
                .findFirst()
                .filter(order -> !readsMap)
                .orElse(IN_PLACE);
        if (node.is("Flatten", "Gemm", "Reshape") || shapes.of(node.output()).rank() != IN_PLACE.length) {
            return IN_PLACE;
        }
        return node.is("Transpose")
                ? Arrays.stream(node.attributes().integers("perm", 3, 2, 1, 0))
                        .map(axis -> read[axis])
                        .toArray()
                : read;
    }
}

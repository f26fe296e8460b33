package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.Shapes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tensors with as many axes as the input whose channels a Transpose has moved to another axis, until another moves them back. They are no
 * maps, since their last axes are not those of space.
 */
final class MovedAxes {
    private final Shapes shapes;
    private final int[] inPlace;
    private final Map<String, int[]> orders = new HashMap<>();

    MovedAxes(Shapes shapes) {
        this.shapes = shapes;
        this.inPlace = IntStream.range(0, shapes.image().rank()).toArray();
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

    /** The axis of the input (N×C and space) on each axis of a node's output; all in place where the node makes a new shape. */
    private int[] order(Node node, boolean readsMap) {
        int[] read = node.inputs().stream()
                .flatMap(input -> Optional.ofNullable(orders.get(input)).stream())
                .findFirst()
                .filter(order -> !readsMap)
                .orElse(inPlace);
        if (node.is("Flatten", "Gemm", "Reshape") || shapes.of(node.output()).rank() != inPlace.length) {
            return inPlace;
        }
        return node.is("Transpose")
                ? Arrays.stream(node.attributes().integers("perm", reversed()))
                        .map(axis -> read[axis])
                        .toArray()
                : read;
    }

    private int[] reversed() {
        return IntStream.range(0, inPlace.length)
                .map(i -> inPlace.length - 1 - i)
                .toArray();
    }
}

package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * View of a node for a value rule.
 *
 * @param node the node to compute
 * @param known values by tensor name, including all inputs of the node
 */
record ValueContext(Node node, Map<String, Tensor> known) {
    Attributes attributes() {
        return node.attributes();
    }

    int inputs() {
        return node.inputs().size();
    }

    boolean has(int position) {
        return node.hasInput(position);
    }

    /** The value at an input position. */
    Tensor input(int position) {
        Tensor value = known.get(node.input(position));
        if (value == null) {
            throw new IllegalArgumentException("input " + position + " is missing");
        }
        return value;
    }

    /** Integers at an input position, or the default if it is left out. */
    int[] integers(int position, int... otherwise) {
        return has(position)
                ? Arrays.stream(input(position).toLongs())
                        .mapToInt(v -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, v)))
                        .toArray()
                : otherwise;
    }
}

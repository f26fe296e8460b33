package dev.coppice.models.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Declaration of a graph input or output.
 *
 * @param name name of the tensor
 * @param type its element type
 * @param dimensions its axes, NCHW for images; empty for an output without a declared shape
 */
public record TensorInfo(String name, ElementType type, List<Dimension> dimensions) {
    public TensorInfo {
        dimensions = List.copyOf(dimensions);
    }

    @Override
    public String toString() {
        return name + " "
                + type
                + " "
                + dimensions.stream().map(Dimension::toString).collect(Collectors.joining("×"));
    }
}

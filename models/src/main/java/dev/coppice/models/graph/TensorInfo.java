package dev.coppice.models.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a graph declares of one of its inputs or outputs.
 *
 * @param name the tensor
 * @param type its element type
 * @param dimensions its axes, NCHW for images; empty on an output whose file declares none
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

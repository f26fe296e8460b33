package dev.coppice.models.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Declaration of a graph input or output.
 *
 * @param name name of the tensor
 * @param type its element type
 * @param dimensions its axes, NCHW for images; empty for an output without a declared shape
 * @param stored the order in which the file has these axes: axis i there is axis {@code stored[i]} here
 */
public record TensorInfo(String name, ElementType type, List<Dimension> dimensions, AxisOrder stored) {
    public TensorInfo {
        dimensions = List.copyOf(dimensions);
    }

    /** A declaration whose axes have the file's order. */
    public TensorInfo(String name, ElementType type, List<Dimension> dimensions) {
        this(name, type, dimensions, AxisOrder.SAME);
    }

    /** The same tensor with other sizes. */
    public TensorInfo withDimensions(List<Dimension> changed) {
        return new TensorInfo(name, type, changed, stored);
    }

    /** The declaration as the file has it. */
    public TensorInfo inFile() {
        return new TensorInfo(name, type, stored.of(dimensions));
    }

    @Override
    public String toString() {
        return name + " "
                + type
                + " "
                + dimensions.stream().map(Dimension::toString).collect(Collectors.joining("×"))
                + (stored.isSame() ? "" : " (axes " + stored.axes() + " in the file)");
    }
}

package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;

/**
 * Use of a constant whose slices belong to channels.
 *
 * @param node the reading node
 * @param input its input position
 * @param shape shape of the constant
 * @param groups number of equal blocks into which axis 0 falls, else 1. Above 1 on axis 1 of a grouped convolution's
 *     weights: there index c of axis 1 means index c mod size of block c / size
 * @param indices atoms of the tensor that the constant is broadcast to, or of its own virtual axes
 */
public record ConstantUse(Node node, int input, Shape shape, int groups, Indices indices) {
    /** Name of the constant. */
    public String constant() {
        return node.input(input);
    }

    /** The constant's axis for an axis of {@link #indices()}; -1 where the constant does not extend along it. */
    public int constantAxis(int axis) {
        int own = axis - (indices.rank() - shape.rank());
        return own >= 0 && shape.size(own) * groups > 1 ? own : -1;
    }
}

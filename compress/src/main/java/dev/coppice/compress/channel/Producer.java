package dev.coppice.compress.channel;

import dev.coppice.models.graph.Node;
import java.util.List;

/**
 * Contraction in which channels of a channel group are born, and the slice of its weights that makes each channel.
 *
 * @param node the contraction
 * @param weights its weight constant
 * @param axis output axis of the weights
 * @param groups number of blocks of axis 0 that the axis counts through; above 1 only for a grouped ConvTranspose
 * @param members for each output channel the position of its coupled channel in the channel group
 */
public record Producer(String node, String weights, int axis, int groups, List<Integer> members) {
    public Producer {
        members = List.copyOf(members);
    }

    /**
     * The axis of the contraction's output that counts these channels. For maps it is 1. For products it is the last
     * axis, or the one before if the weights are on the left.
     *
     * @param contraction the node itself
     * @param rank rank of its output
     */
    public int outputAxis(Node contraction, int rank) {
        if (!contraction.is("Gemm", "MatMul")) {
            return 1;
        }
        boolean left = contraction.is("MatMul") && contraction.input(0).equals(weights);
        return left ? rank - 2 : rank - 1;
    }
}

package dev.coppice.compress.channel;

import dev.coppice.models.graph.Node;
import java.util.List;

/**
 * Contraction in which channels of a channel group are born, and which slice of its weights makes which.
 *
 * @param node the contraction
 * @param weights its weight constant
 * @param axis the weights' output axis
 * @param groups above 1 where that axis counts through this many blocks of axis 0 (grouped ConvTranspose)
 * @param members for each output channel the position in the channel group of the coupled channel that owns it
 */
public record Producer(String node, String weights, int axis, int groups, List<Integer> members) {
    public Producer {
        members = List.copyOf(members);
    }

    /**
     * The axis of the contraction's output that counts these channels: 1 of maps, of products the last, or the one before
     * where the weights stand on the left.
     *
     * @param contraction the node itself
     * @param rank of its output
     */
    public int outputAxis(Node contraction, int rank) {
        if (!contraction.is("Gemm", "MatMul")) {
            return 1;
        }
        boolean left = contraction.is("MatMul") && contraction.input(0).equals(weights);
        return left ? rank - 2 : rank - 1;
    }
}

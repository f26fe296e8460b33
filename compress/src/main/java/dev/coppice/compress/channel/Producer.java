package dev.coppice.compress.channel;

import java.util.List;

/**
 * A contraction in which channels of a family are born, and which slice of its weights makes which.
 *
 * @param node the contraction
 * @param weights its weight constant
 * @param axis the weights' output axis
 * @param groups above 1 where that axis counts through this many blocks of axis 0 (grouped ConvTranspose)
 * @param members for each output channel the position in its family of the group that owns it
 */
public record Producer(String node, String weights, int axis, int groups, List<Integer> members) {
    public Producer {
        members = List.copyOf(members);
    }
}

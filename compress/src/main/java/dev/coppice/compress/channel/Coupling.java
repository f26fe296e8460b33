package dev.coppice.compress.channel;

import java.util.List;

/**
 * A grouped convolution, or a group normalisation, that wants as many channels in each of its own groups.
 *
 * @param node the convolution or normalisation
 * @param blocks ids of the coupled channels in each of its groups, fixed channels left out
 */
public record Coupling(String node, List<List<Integer>> blocks) {
    public Coupling {
        blocks = blocks.stream().map(List::copyOf).toList();
    }
}

package dev.coppice.compress.channel;

import java.util.List;

/**
 * A grouped convolution wants as many channels in each of its groups.
 *
 * @param node the convolution
 * @param blocks ids of the channel groups in each of its groups, fixed channels left out
 */
public record Coupling(String node, List<List<Integer>> blocks) {
    public Coupling {
        blocks = blocks.stream().map(List::copyOf).toList();
    }
}

package dev.coppice.compress.channel;

import java.util.List;

/**
 * Coupling: a grouped convolution or group normalisation needs equal numbers of channels in each of its own groups.
 *
 * @param node the convolution or normalisation
 * @param blocks ids of the coupled channels in each of its groups, without fixed channels
 */
public record Coupling(String node, List<List<Integer>> blocks) {
    public Coupling {
        blocks = blocks.stream().map(List::copyOf).toList();
    }
}

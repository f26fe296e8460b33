package dev.coppice.compress.prune;

import java.util.List;

/**
 * Layer that may lose channels, with the numbers of coupled channels that it may keep.
 *
 * @param name name of the channel group: its first contraction
 * @param size number of its coupled channels
 * @param channels number of output channels of all its contractions
 * @param counts numbers of coupled channels that cuts can leave, descending: from the most that floors and pins allow to
 *     the least
 */
public record PrunableLayer(String name, int size, int channels, List<Integer> counts) {
    public PrunableLayer {
        counts = List.copyOf(counts);
    }

    /** The most it may keep: all, unless a floor or a pin demands less. */
    public int most() {
        return counts.get(0);
    }

    /** The least it may keep. */
    public int least() {
        return counts.get(counts.size() - 1);
    }

    /** The output channels of all its contractions when this many coupled channels are kept. */
    public double channels(int kept) {
        return (double) channels * kept / size;
    }
}

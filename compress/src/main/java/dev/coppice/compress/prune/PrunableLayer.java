package dev.coppice.compress.prune;

import java.util.List;

/**
 * A layer that may lose channels, and how many coupled channels it may keep.
 *
 * @param name of the channel group, its first contraction
 * @param size coupled channels it has
 * @param channels output channels of all its contractions
 * @param counts that cuts can leave, descending: from what floors and pins let it keep to the least that it may
 */
public record PrunableLayer(String name, int size, int channels, List<Integer> counts) {
    public PrunableLayer {
        counts = List.copyOf(counts);
    }

    /** The most it may keep: all, unless a floor or a pin asks for less. */
    public int most() {
        return counts.get(0);
    }

    /** The least it may keep. */
    public int least() {
        return counts.get(counts.size() - 1);
    }

    /** Output channels of all its contractions where so many coupled channels are kept. */
    public double channels(int kept) {
        return (double) channels * kept / size;
    }
}

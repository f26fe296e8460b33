package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * Numbers of channels that a layer may keep when it loses some; keeping all is always allowed.
 *
 * <p>Time is a staircase in channels. Runtimes compute whole blocks, so a layer of 49 channels may take as long as one of
 * 64. A plan that counts operations lands between two steps and wastes accuracy or speed; {@link WidthStaircase} lands on
 * the edges.
 */
public sealed interface ChannelWidths permits WidthMultiples, WidthStaircase {
    /** Every number is allowed, so that ratios are met exactly. */
    ChannelWidths ANY = new WidthMultiples(1);

    /**
     * The numbers of coupled channels that a layer may keep, ascending. The last is the first that is not below the
     * layer's size. If it is above the size, it means all channels, so that numbers near it round to all.
     *
     * @param size coupled channels that the layer has, at least 1
     * @param bundle number of coupled channels kept or cut together, such as one of each group of a grouped convolution;
     *     at least 1
     * @param channels output channels of the layer's widest contraction, at least 1
     */
    List<Integer> counts(int size, int bundle, int channels);

    /** Everything that decides the numbers. */
    Fingerprint fingerprint();

    /** The numbers described for a person; empty where any is allowed. */
    Optional<String> note();
}

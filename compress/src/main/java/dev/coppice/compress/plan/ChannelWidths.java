package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * Which numbers of channels a layer may keep when it loses some; keeping all is always allowed.
 *
 * <p>Time is a staircase in channels: runtimes compute whole blocks of them, so a layer of 49 may take as long as one of 64.
 * Plans that count operations land between the steps and throw away accuracy or speed; {@link WidthStaircase} lands on their
 * edges.
 */
public sealed interface ChannelWidths permits WidthMultiples, WidthStaircase {
    /** Every number: the letter of a ratio. */
    ChannelWidths ANY = new WidthMultiples(1);

    /**
     * The numbers of coupled channels that a layer may keep, ascending. The last one is the first that is not below the layer's
     * size: above it, it stands for all of the layer, so that numbers near to it are nearer to all than to the one below.
     *
     * @param size coupled channels that the layer has, at least 1
     * @param bundle coupled channels that are kept or cut together, such as one of each group of a grouped convolution; at
     *     least 1
     * @param channels that the layer has in the widest contraction, at least 1
     */
    List<Integer> counts(int size, int bundle, int channels);

    /** Everything that decides which numbers those are. */
    Fingerprint fingerprint();

    /** Which numbers those are, for a person; empty where any is allowed. */
    Optional<String> note();
}

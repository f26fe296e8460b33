package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;
import java.util.List;

/**
 * Says how much each output channel of a contraction matters. An implementation is an immutable record; one that looks at
 * weights alone is a {@link WeightCriterion}, one that measures on data holds its pictures.
 */
public interface ImportanceCriterion {
    /** The name options and reports use: {@code l1}. */
    String id();

    /** Everything that decides the scores. */
    Fingerprint fingerprint();

    /**
     * One finite score, never negative, for each output channel of each contraction, in their order; the least important
     * have the lowest. Scores permute with channels: they depend on no index.
     *
     * @param producers contractions of the network, all that are to be scored: what is measured is measured once
     */
    List<double[]> scores(Network network, List<Producer> producers);
}

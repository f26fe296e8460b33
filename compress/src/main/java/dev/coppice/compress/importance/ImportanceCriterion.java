package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;
import java.util.List;

/**
 * Criterion for how much each output channel of a contraction matters. An implementation is an immutable record. One that
 * reads weights alone is a {@link WeightCriterion}; one that measures on data holds its pictures.
 */
public interface ImportanceCriterion {
    /** The name in options and reports: {@code l1}. */
    String id();

    /** Everything that decides the scores. */
    Fingerprint fingerprint();

    /**
     * One finite score of at least 0 for each output channel of each contraction, in their order. The least important
     * channels have the lowest scores. Scores permute with channels: they depend on no index.
     *
     * @param producers all contractions to score, so that each measurement is made once
     */
    List<double[]> scores(Network network, List<Producer> producers);
}

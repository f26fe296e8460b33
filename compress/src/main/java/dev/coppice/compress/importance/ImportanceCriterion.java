package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;

/** Says how much each output channel of a contraction matters. An implementation is an immutable record. */
public interface ImportanceCriterion {
    /** The name options and reports use: {@code l1}. */
    String id();

    /**
     * One finite score, never negative, for each output channel, in their order; the least important have the lowest. Scores
     * permute with channels: they depend on no index.
     */
    double[] scores(Graph graph, Producer producer);
}

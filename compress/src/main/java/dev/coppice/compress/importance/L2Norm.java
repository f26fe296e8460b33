package dev.coppice.compress.importance;

import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.models.graph.Graph;

/**
 * The Euclidean norm of a channel's filters: s = √Σw² (He et al., Soft Filter Pruning, IJCAI 2018, eq. 2 with p = 2). See
 * {@link FilterNorms} for which weights a group owns and how several filters become one score.
 */
public record L2Norm() implements ImportanceCriterion {
    @Override
    public String id() {
        return "l2";
    }

    @Override
    public double[] scores(Graph graph, ChannelFamily family) {
        return FilterNorms.scores(graph, family, w -> w * w, Math::sqrt);
    }
}

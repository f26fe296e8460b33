package dev.coppice.compress.importance;

import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.models.graph.Graph;

/**
 * The sum of absolute weights of a channel's filters: s = Σ|w| (Li et al., Pruning Filters for Efficient ConvNets, ICLR
 * 2017, §3.1). See {@link FilterNorms} for which weights a group owns and how several filters become one score.
 */
public record L1Norm() implements ImportanceCriterion {
    @Override
    public String id() {
        return "l1";
    }

    @Override
    public double[] scores(Graph graph, ChannelFamily family) {
        return FilterNorms.scores(graph, family, Math::abs, sum -> sum);
    }
}

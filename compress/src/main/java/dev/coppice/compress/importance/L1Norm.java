package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.graph.Graph;

/**
 * Sum of the absolute weights of a channel's filter: s = Σ|w| (Li et al., Pruning Filters for Efficient ConvNets, ICLR
 * 2017, §3.1).
 */
public record L1Norm() implements WeightCriterion {
    @Override
    public String id() {
        return "l1";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("L1Norm");
    }

    @Override
    public double[] scores(Graph graph, Producer producer) {
        return Slices.sums(graph, producer, Math::abs);
    }
}

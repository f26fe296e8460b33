package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.graph.Graph;
import java.util.Arrays;

/** Euclidean norm of a channel's filter: s = √Σw² (He et al., Soft Filter Pruning, IJCAI 2018, eq. 2 with p = 2). */
public record L2Norm() implements WeightCriterion {
    @Override
    public String id() {
        return "l2";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("L2Norm");
    }

    @Override
    public double[] scores(Graph graph, Producer producer) {
        return Arrays.stream(Slices.squaredNorms(graph, producer))
                .map(Math::sqrt)
                .toArray();
    }
}

package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.graph.Graph;
import java.util.Arrays;

/**
 * Random score, a control: a number in [0, 1), uniform and unrelated to importance. The channel's own weights seed the
 * draw, so that scores still permute with channels.
 *
 * @param seed seed of the draws
 */
public record RandomScore(long seed) implements WeightCriterion {
    @Override
    public String id() {
        return "random";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("RandomScore").with("seed", seed);
    }

    @Override
    public double[] scores(Graph graph, Producer producer) {
        return Arrays.stream(Slices.of(graph, producer))
                .mapToDouble(w -> RandomStream.of(seed, Arrays.hashCode(w)).unit())
                .toArray();
    }
}

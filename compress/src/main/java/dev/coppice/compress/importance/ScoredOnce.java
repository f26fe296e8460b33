package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Criterion on data that scores the first network it is asked about, and gives the same scores to copies of it on other
 * grids. There the criterion would measure a network that nothing has trained. Contractions are the same if their names and
 * numbers of channels are; a network with any other is scored anew.
 */
public final class ScoredOnce implements ImportanceCriterion {
    private final ImportanceCriterion criterion;
    private final Map<String, double[]> known = new HashMap<>();

    private ScoredOnce(ImportanceCriterion criterion) {
        this.criterion = criterion;
    }

    /** The criterion for one search; itself if it reads weights alone, which is no work and sees the kernels of each grid. */
    public static ImportanceCriterion of(ImportanceCriterion criterion) {
        return criterion instanceof WeightCriterion ? criterion : new ScoredOnce(criterion);
    }

    @Override
    public String id() {
        return criterion.id();
    }

    @Override
    public Fingerprint fingerprint() {
        return criterion.fingerprint();
    }

    @Override
    public List<double[]> scores(Network network, List<Producer> producers) {
        if (known.isEmpty()) {
            List<double[]> scores = criterion.scores(network, producers);
            for (int i = 0; i < producers.size(); i++) {
                known.put(producers.get(i).node(), scores.get(i));
            }
            return scores;
        }
        return producers.stream().allMatch(this::isKnown)
                ? producers.stream()
                        .map(producer -> Objects.requireNonNull(known.get(producer.node())))
                        .toList()
                : criterion.scores(network, producers);
    }

    private boolean isKnown(Producer producer) {
        double[] scores = known.get(producer.node());
        return scores != null && scores.length == producer.members().size();
    }
}

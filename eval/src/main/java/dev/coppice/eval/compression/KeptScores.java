package dev.coppice.eval.compression;

import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.importance.ImportanceCriterion;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.kept.ScoresForm;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkIdentity;
import java.util.List;

/**
 * Criterion on data whose scores are measured once for all who need them.
 *
 * @param criterion measures the scores
 * @param kept what was measured
 */
record KeptScores(ImportanceCriterion criterion, KeptFigures kept) implements ImportanceCriterion {
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
        Fingerprint what = Fingerprint.of("scores")
                .with("network", NetworkIdentity.of(network))
                .with("criterion", fingerprint())
                .with(
                        "channels",
                        Fingerprint.texts(producers.stream()
                                        .map(Producer::toString)
                                        .toList())
                                .hash());
        return kept.get(new ScoresForm(), what, () -> criterion.scores(network, producers));
    }
}

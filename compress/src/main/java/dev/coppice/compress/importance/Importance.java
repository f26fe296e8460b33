package dev.coppice.compress.importance;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Importance of each coupled channel: a criterion scores its channels, the scores are normalised per contraction and
 * reduced to one.
 *
 * @param criterion scores single channels
 * @param normalization makes the scores of contractions comparable
 * @param reduction reduces the scores of a coupled channel to one
 */
public record Importance(ImportanceCriterion criterion, ScoreNormalization normalization, GroupReduction reduction) {
    /**
     * The usual importance by a criterion: scores divided by the mean of their contraction, then the mean over what goes
     * together.
     */
    public static Importance of(ImportanceCriterion criterion) {
        return new Importance(criterion, ScoreNormalization.MEAN, GroupReduction.MEAN);
    }

    /** Everything that decides the scores. */
    public Fingerprint fingerprint() {
        return Fingerprint.of("Importance")
                .with("criterion", criterion.fingerprint())
                .with("normalization", normalization)
                .with("reduction", reduction);
    }

    /**
     * For each group the scores of its {@link ChannelGroup#channels()}, in their order; a channel without weights scores
     * 0.
     *
     * @throws InvalidInputException if the criterion does not give one finite score for each channel
     */
    public List<double[]> scores(Network network, List<ChannelGroup> groups) {
        List<Producer> producers =
                groups.stream().flatMap(f -> f.producers().stream()).toList();
        Iterator<double[]> scores = checked(producers, criterion.scores(network, producers));
        return groups.stream().map(group -> reduced(group, scores)).toList();
    }

    /** The scores of a group, from the next scores of the iterator, which belong to its contractions. */
    private double[] reduced(ChannelGroup group, Iterator<double[]> scores) {
        List<List<Double>> byChannel = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            byChannel.add(new ArrayList<>());
        }
        for (Producer producer : group.producers()) {
            double[] normal = normalization.of(scores.next());
            for (int c = 0; c < normal.length; c++) {
                byChannel.get(producer.members().get(c)).add(normal[c]);
            }
        }
        return byChannel.stream()
                .mapToDouble(own -> own.isEmpty() ? 0 : reduction.of(own))
                .toArray();
    }

    private Iterator<double[]> checked(List<Producer> producers, List<double[]> scores) {
        for (int i = 0; i < producers.size(); i++) {
            double[] own = scores.get(i);
            int channels = producers.get(i).members().size();
            if (own.length != channels || !Arrays.stream(own).allMatch(Double::isFinite)) {
                throw new InvalidInputException("Criterion '" + criterion.id() + "' gave " + Arrays.toString(own)
                        + " for '" + producers.get(i).node() + "', expected one finite score for each of its "
                        + channels
                        + " channels.");
            }
        }
        return scores.iterator();
    }
}

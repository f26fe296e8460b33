package dev.coppice.compress.importance;

import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much each channel group matters: a criterion's scores of the channels it is made of, normalised per contraction, then
 * reduced to one.
 *
 * @param criterion scores single channels
 * @param normalization makes contractions comparable
 * @param reduction makes one score of a group's
 */
public record Importance(ImportanceCriterion criterion, ScoreNormalization normalization, GroupReduction reduction) {
    /** A criterion as it is usually taken: divided by the mean of its contraction, the mean over the group. */
    public static Importance of(ImportanceCriterion criterion) {
        return new Importance(criterion, ScoreNormalization.MEAN, GroupReduction.MEAN);
    }

    /**
     * One score for each of {@link ChannelFamily#groups()}, in their order; a group that owns no weights scores 0.
     *
     * @throws InvalidInputException if the criterion does not give one finite score a channel
     */
    public double[] scores(Graph graph, ChannelFamily family) {
        List<List<Double>> byGroup = new ArrayList<>();
        for (int i = 0; i < family.size(); i++) {
            byGroup.add(new ArrayList<>());
        }
        for (Producer producer : family.producers()) {
            double[] scores = normalization.of(checked(graph, producer));
            for (int c = 0; c < scores.length; c++) {
                byGroup.get(producer.members().get(c)).add(scores[c]);
            }
        }
        return byGroup.stream()
                .mapToDouble(scores -> scores.isEmpty() ? 0 : reduction.of(scores))
                .toArray();
    }

    private double[] checked(Graph graph, Producer producer) {
        double[] scores = criterion.scores(graph, producer);
        if (scores.length != producer.members().size() || !Arrays.stream(scores).allMatch(Double::isFinite)) {
            throw new InvalidInputException("Criterion '" + criterion.id() + "' gave " + Arrays.toString(scores)
                    + " for '" + producer.node() + "', expected one finite score for each of its "
                    + producer.members().size() + " channels.");
        }
        return scores;
    }
}

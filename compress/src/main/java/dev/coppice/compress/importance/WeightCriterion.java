package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import java.util.List;

/** Criterion on weights, without data: it scores one contraction after the other. */
interface WeightCriterion extends ImportanceCriterion {
    /** One score for each output channel. */
    double[] scores(Graph graph, Producer producer);

    @Override
    default List<double[]> scores(Network network, List<Producer> producers) {
        return producers.stream().map(p -> scores(network.graph(), p)).toList();
    }
}

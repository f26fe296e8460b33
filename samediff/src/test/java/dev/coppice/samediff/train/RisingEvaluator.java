package dev.coppice.samediff.train;

import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Metric;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An evaluator that finds each network better than the one before, so that a training keeps the last. */
record RisingEvaluator(AtomicInteger asked) implements Evaluator {
    RisingEvaluator() {
        this(new AtomicInteger());
    }

    @Override
    public Evaluation evaluate(Network network) {
        return new Evaluation(
                Metric.MEAN_IOU, 0.01 * asked.incrementAndGet(), 0, Map.of(), List.of(), Double.NaN, 1, Double.NaN);
    }
}

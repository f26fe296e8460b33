package dev.coppice.eval.flow;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;

/**
 * Evaluator that measures networks with recalibrated batch normalisations, as a truncated network is measured. Most of what
 * a low-pass in place costs with the original's statistics comes from wrong statistics. If they cannot be measured again,
 * the network keeps its own; the report of the truncated network says why.
 *
 * @param evaluator evaluator of the recalibrated network
 * @param original the original network, which is measured as it is
 * @param options how statistics are taken
 * @param data data set with a split {@code train}
 * @param progress is told of each recalibration
 */
public record RecalibratingEvaluator(
        Evaluator evaluator, Network original, RetrainOptions options, Dataset data, Progress progress)
        implements Evaluator {
    @Override
    public Evaluation evaluate(Network network) {
        boolean isOriginal = network.graph().hash().equals(original.graph().hash());
        return evaluator.evaluate(
                isOriginal
                        ? network
                        : BatchNormRecalibration.of(network, options, data, progress)
                                .network());
    }
}

package dev.coppice.eval.flow;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;

/**
 * Measures networks with the statistics of their batch normalisations taken anew, as a truncated network's are before it is
 * measured: what a low-pass in place costs with the original's statistics is mostly that they are wrong for what arrives.
 * Where they cannot be taken, the network keeps its own; the report of the truncated network says why.
 *
 * @param evaluator of the network that results
 * @param original is measured as it is
 * @param options how statistics are taken
 * @param data with a split {@code train}
 * @param progress is told
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

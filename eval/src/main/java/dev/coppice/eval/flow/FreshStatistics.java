package dev.coppice.eval.flow;

import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;

/**
 * Measures networks with the statistics of their batch normalisations taken anew, as a truncated network's are before it is
 * measured: what a low-pass in place costs with the original's statistics is mostly that they are wrong for what arrives.
 *
 * @param evaluator of the network that results
 * @param original is measured as it is
 * @param options whether statistics are kept, and over how many pictures they are taken
 * @param data with a split {@code train}
 */
public record FreshStatistics(Evaluator evaluator, Network original, RetrainOptions options, Dataset data)
        implements Evaluator {
    @Override
    public Evaluation evaluate(Network network) {
        boolean isOriginal = network.graph().hash().equals(original.graph().hash());
        return evaluator.evaluate(isOriginal ? network : renewed(network));
    }

    private Network renewed(Network network) {
        try {
            return new Retrainer(options).reestimated(network, data);
        } catch (InvalidInputException e) {
            // an operator that cannot be lowered, or no ND4J for this platform: with the statistics it has
            return network;
        }
    }
}

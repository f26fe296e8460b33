package dev.coppice.eval.flow;

import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;

/**
 * Measures networks with the statistics of their batch normalisations taken anew, as a truncated network's are before it is
 * measured: what a low-pass in place costs with the original's statistics is mostly that they are wrong for what arrives.
 * Where they cannot be taken, the network keeps its own; the report of the truncated network says why.
 *
 * @param evaluator of the network that results
 * @param request names the original, which is measured as it is, and how statistics are taken
 * @param progress is told
 */
public record FreshStatistics(Evaluator evaluator, CompressionRequest request, Progress progress) implements Evaluator {
    @Override
    public Evaluation evaluate(Network network) {
        boolean isOriginal =
                network.graph().hash().equals(request.network().graph().hash());
        return evaluator.evaluate(
                isOriginal ? network : Statistics.of(request, network, progress).network());
    }
}

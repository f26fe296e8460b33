package dev.coppice.compress.budget;

import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import java.util.Map;

/**
 * Measured loss: cross-entropy and accuracy of the cut network itself.
 *
 * @param evaluator measures on the same pictures every time, with batch-norm statistics measured anew; deterministic
 */
public record MeasuredLoss(Evaluator evaluator) implements LossSource {
    @Override
    public Reading of(Network cut, ScoredLayers layers, Map<String, Integer> kept) {
        Evaluation evaluation = evaluator.evaluate(cut);
        return new Reading(evaluation.crossEntropy(), evaluation.accuracy());
    }

    @Override
    public boolean seesGrids() {
        return true;
    }
}

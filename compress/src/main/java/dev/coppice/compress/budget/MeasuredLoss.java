package dev.coppice.compress.budget;

import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import java.util.Map;

/**
 * Cross-entropy and mIoU of the cut network itself.
 *
 * @param evaluator always on the same pictures, with statistics of normalisations measured anew; deterministic
 */
public record MeasuredLoss(Evaluator evaluator) implements LossSource {
    @Override
    public Reading of(Network cut, ScoredLayers layers, Map<String, Integer> kept) {
        Evaluation evaluation = evaluator.evaluate(cut);
        return new Reading(evaluation.crossEntropy(), evaluation.mIoU());
    }

    @Override
    public boolean seesGrids() {
        return true;
    }
}

package dev.coppice.samediff.train;

import dev.coppice.models.graph.Tensor;
import dev.coppice.samediff.train.step.TrainingState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a training is: it goes on from here to the same end. Batches and the learning rate follow from the step, and are not
 * part of it.
 *
 * @param identity what is trained and how, by what it is; another training refuses it
 * @param ending completed, also where steps are left to take; otherwise why none is to be taken any more
 * @param detail about the ending
 * @param seconds the training took so far
 * @param state of weights and optimizer
 * @param losses so far
 * @param curve validations so far
 */
record Checkpoint(
        Map<String, String> identity,
        Ending ending,
        String detail,
        double seconds,
        TrainingState state,
        LossTrack losses,
        Curve curve) {
    Checkpoint {
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
    }

    /**
     * Validations and the best network.
     *
     * @param points in order, at least one
     * @param best position of the point whose network is kept
     * @param longest seconds of the longest validation
     * @param weights float constants of the network that is kept
     */
    record Curve(List<CurvePoint> points, int best, double longest, Map<String, Tensor> weights) {
        Curve {
            points = List.copyOf(points);
            weights = Map.copyOf(weights);
        }
    }
}

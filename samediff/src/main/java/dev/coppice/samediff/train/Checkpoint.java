package dev.coppice.samediff.train;

import dev.coppice.models.graph.Tensor;
import dev.coppice.samediff.train.step.TrainingState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * State of a training, from which it resumes to the same end. Batches and the learning rate follow from the step and are not
 * stored.
 *
 * @param identity settings and inputs of the training by name; another training refuses the checkpoint
 * @param ending completed, even if steps remain; otherwise the reason why no more steps are taken
 * @param detail details of the ending
 * @param seconds duration of the training so far, in seconds
 * @param state state of weights and optimizer
 * @param losses losses so far
 * @param curve curve of validations so far
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
     * @param points validations in order, at least one
     * @param best index of the point whose network is kept
     * @param longest duration of the longest validation, in seconds
     * @param weights float constants of the kept network
     */
    record Curve(List<CurvePoint> points, int best, double longest, Map<String, Tensor> weights) {
        Curve {
            points = List.copyOf(points);
            weights = Map.copyOf(weights);
        }
    }
}

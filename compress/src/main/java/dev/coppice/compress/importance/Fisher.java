package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.network.Network;
import java.util.List;

/**
 * Change of the loss without a channel, to second order at a minimum: s = E[(Σ a · ∂L/∂a)²] over the channel's map a.
 * This is the diagonal of the empirical Fisher information of its gate, in place of the Hessian's (Theis et al., Faster
 * gaze prediction with dense networks and Fisher pruning, 2018, eq. 6).
 *
 * @param calibration source of the pictures and gradients
 */
public record Fisher(GradientSource calibration) implements ImportanceCriterion {
    @Override
    public String id() {
        return "fisher";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("Fisher").with("calibration", calibration.fingerprint());
    }

    @Override
    public List<double[]> scores(Network network, List<Producer> producers) {
        return GateGradients.mean(network, producers, calibration, g -> g * g);
    }
}

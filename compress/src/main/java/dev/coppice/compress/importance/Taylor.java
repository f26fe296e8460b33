package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.network.Network;
import java.util.List;

/**
 * Change of the loss without a channel, to first order: s = E|Σ a · ∂L/∂a| over the channel's map a, the mean over
 * pictures (Molchanov et al., Pruning Convolutional Neural Networks for Resource Efficient Inference, ICLR 2017, eq. 7
 * and 8).
 *
 * @param calibration source of the pictures and gradients
 */
public record Taylor(GradientSource calibration) implements ImportanceCriterion {
    @Override
    public String id() {
        return "taylor";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("Taylor").with("calibration", calibration.fingerprint());
    }

    @Override
    public List<double[]> scores(Network network, List<Producer> producers) {
        return GateGradients.mean(network, producers, calibration, Math::abs);
    }
}

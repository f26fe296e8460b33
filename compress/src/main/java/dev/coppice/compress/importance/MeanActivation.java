package dev.coppice.compress.importance;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.GradientSource;

/**
 * Mean size of a channel's activations: s = E|a| (the mean activation of Molchanov et al., ICLR 2017, section 2.2, with
 * absolute values for activations of two signs).
 *
 * @param calibration source of the pictures
 */
public record MeanActivation(GradientSource calibration) implements SignalCriterion {
    @Override
    public String id() {
        return "activation";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("MeanActivation").with("calibration", calibration.fingerprint());
    }

    @Override
    public double[] scores(Signal signal, float[] values) {
        double[] sums = new double[signal.channels()];
        for (int i = 0; i < values.length; i++) {
            sums[signal.channel(i)] += Math.abs(values[i]) * sums.length / values.length;
        }
        return sums;
    }
}

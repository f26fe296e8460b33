package dev.coppice.compress.importance;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.GradientSource;

/**
 * Share of a channel's activations that are not zero: s = 1 − APoZ (Hu et al., Network Trimming, 2016, eq. 1). Where no
 * activation is ever zero (PReLU, sigmoid) all channels score 1.
 *
 * @param calibration source of the pictures
 */
public record NonZeroActivation(GradientSource calibration) implements SignalCriterion {
    @Override
    public String id() {
        return "apoz";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("NonZeroActivation").with("calibration", calibration.fingerprint());
    }

    @Override
    public double[] scores(Signal signal, float[] values) {
        double[] shares = new double[signal.channels()];
        for (int i = 0; i < values.length; i++) {
            shares[signal.channel(i)] += values[i] == 0 ? 0 : (double) shares.length / values.length;
        }
        return shares;
    }
}

package dev.coppice.compress.importance;

import dev.coppice.compress.spectral.BandEnergy;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.GradientSource;

/**
 * Energy of a channel in the frequencies that the task needs: s = E[mean square of its map below the cut-off frequency,
 * without its mean]. Cross-entropy and features live in low frequencies (arXiv 2012.14123), so energy above the cut-off
 * does not count. Signals that are no maps, or have one row or column, are scored as {@link MeanActivation}.
 *
 * @param calibration source of the pictures
 * @param cutoff the share of each axis' frequencies that counts, in (0, 1]
 */
public record SpectralEnergy(GradientSource calibration, double cutoff) implements SignalCriterion {
    /** The default, a quarter of each axis: such a grid loses little of segmentation labels. */
    public static final double USUAL = 0.25;

    public SpectralEnergy {
        if (!(cutoff > 0 && cutoff <= 1)) {
            throw new InvalidInputException("The cut-off frequency is " + cutoff
                    + " of the highest, expected a share in (0, 1], such as 0.25.");
        }
    }

    @Override
    public String id() {
        return "spectral";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("SpectralEnergy")
                .with("calibration", calibration.fingerprint())
                .with("cutoff", cutoff);
    }

    @Override
    public double[] scores(Signal signal, float[] values) {
        if (!signal.isMaps()) {
            return new MeanActivation(calibration).scores(signal, values);
        }
        BandEnergy band = new BandEnergy(signal.shape().size(2), signal.shape().size(3), cutoff);
        double[] energies = new double[signal.channels()];
        for (int c = 0; c < energies.length; c++) {
            energies[c] = band.of(values, c);
        }
        return energies;
    }
}

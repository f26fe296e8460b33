package dev.coppice.compress.spectral;

import java.util.ArrayList;
import java.util.List;

/**
 * Spectrum of an output: loss, IoU and labels of one or more pictures by bands. Pictures add up with {@link #plus}, so
 * that memory does not grow with their number. Formulas: Chen et al., arXiv 2012.14123, in the discrete form of section 1
 * of the notes in {@code docs/analysis.md}.
 *
 * @param settings settings of the spectrum
 * @param images number of pictures
 * @param samples number of pixels, including void ones
 * @param classes spectra of the classes, by index
 * @param lowPassed figures of the output with low-passed logits, one for each grid
 */
public record OutputSpectrum(
        OutputSettings settings, int images, long samples, List<ClassSpectrum> classes, List<LowPassed> lowPassed) {
    private static final double RADIAL_LAW = 1 / (2 * Math.PI * Math.PI);

    /** The mean of max(|cos|, |sin|) over directions: the energy beyond a square cut relative to a circular one. */
    private static final double SQUARE_CUT = 2 * Math.sqrt(2) / Math.PI;

    public OutputSpectrum {
        classes = List.copyOf(classes);
        lowPassed = List.copyOf(lowPassed);
    }

    /** The sum of both. */
    public OutputSpectrum plus(OutputSpectrum other) {
        if (!settings.equals(other.settings)) {
            throw new IllegalArgumentException("spectra of " + settings + " and of " + other.settings);
        }
        List<ClassSpectrum> sums = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            sums.add(classes.get(c).plus(other.classes.get(c)));
        }
        List<LowPassed> passed = new ArrayList<>();
        for (int i = 0; i < lowPassed.size(); i++) {
            passed.add(lowPassed.get(i).plus(other.lowPassed.get(i)));
        }
        return new OutputSpectrum(settings, images + other.images, samples + other.samples, sums, passed);
    }

    /** The number of bands. */
    public int bands() {
        return classes.get(0).label().count();
    }

    /** The number of labelled pixels. */
    public long labelled() {
        return classes.stream().mapToLong(ClassSpectrum::labelled).sum();
    }

    /**
     * The loss of each band, Σ ℓ[k] over its frequencies; all bands sum to the mean cross-entropy over labelled pixels. A
     * band may be negative.
     */
    public BandSums loss() {
        BandSums sum = BandSums.zero(bands());
        for (ClassSpectrum c : classes) {
            sum = sum.plus(c.loss());
        }
        return sum.times(1.0 / labelled());
    }

    /** The mean hard IoU over the classes that are labelled anywhere. */
    public double mIoU() {
        return classes.stream()
                .filter(c -> c.labelled() > 0)
                .mapToDouble(ClassSpectrum::hardIoU)
                .average()
                .orElse(Double.NaN);
    }

    /** The relative discrepancy R = |L − L̂| / |L|. It may exceed 1, and grows without limit as training makes L vanish. */
    public static double discrepancy(double loss, double truncated) {
        return Math.abs(loss - truncated) / Math.abs(loss);
    }

    /**
     * The label energy Σ|B|² / N² of a class by band. Band 0 is the squared mean; all bands sum to the class' share of
     * the pixels.
     */
    public BandSums labelEnergy(int c) {
        return classes.get(c).label().times(1.0 / samples);
    }

    /**
     * The label energy above a band as predicted by the boundary's length: P / (2π² f), with P in pixel sides per pixel
     * and f in cycles per pixel. A square cut leaves 2√2/π of it. It holds for straight boundaries much further apart
     * than 1/f.
     */
    public double tailLaw(int c, int band) {
        double frequency = frequency(band) / settings.unit();
        return cut() * RADIAL_LAW * classes.get(c).boundary() / samples / frequency;
    }

    /**
     * The cut-off frequency, in cycles per unit, above which labels have at most a share of their energy by this law: ν ≥
     * κ Σ P_c / (2π² ε σ²), where σ² is the energy of all classes without their means.
     *
     * @param share ε, the tolerated share of the energy, in (0, 1)
     */
    public double lawCutoff(double share) {
        double boundary = 0;
        double energy = 0;
        for (ClassSpectrum c : classes) {
            boundary += c.boundary();
            energy += c.label().beyond(0);
        }
        return settings.unit() * cut() * RADIAL_LAW * boundary / (share * energy);
    }

    /** The highest frequency of a band, in cycles per unit. */
    public double frequency(int band) {
        return band * settings.basis().cycles();
    }

    private double cut() {
        return settings.shape() == BandShape.SQUARE ? SQUARE_CUT : 1;
    }
}

package dev.coppice.compress.spectral;

/**
 * Spectrum of one class: its part of an output's spectra, as sums over pixels and pictures without any division. b is the
 * class' label mask, s its softmax probability, z = log s, and ŝ the mask of the pixels predicted as it. All but z are 0
 * on void pixels.
 *
 * @param label ⟨b, b⟩: label energy; the sum over bands is the number of labelled pixels
 * @param loss −⟨b, z⟩: cross-entropy of the class' own pixels, in nats; the sum over bands is −Σ b log s
 * @param overlap ⟨s, b⟩: Q of the soft IoU
 * @param error ⟨ŝ − b, ŝ − b⟩: Δ of the hard IoU; the sum over bands is FP + FN
 * @param labelled number of pixels labelled as the class, B[0]
 * @param probable sum of its probability, S[0]
 * @param predicted number of pixels predicted as it
 * @param boundary length of its boundary in pixel sides
 */
public record ClassSpectrum(
        BandSums label,
        BandSums loss,
        BandSums overlap,
        BandSums error,
        long labelled,
        double probable,
        long predicted,
        double boundary) {
    /** The soft IoU, Q / (S[0] + B[0] − Q); NaN where the class is neither labelled nor probable. */
    public double softIoU() {
        return softIoU(overlap.count() - 1);
    }

    /** The soft IoU with Q up to a band; it exceeds the true one if higher bands reduce the overlap. */
    public double softIoU(int band) {
        double shared = overlap.upTo(band);
        return shared / (probable + labelled - shared);
    }

    /** The hard IoU, (|ŝ| + |b| − Δ) / (|ŝ| + |b| + Δ); NaN where the class is neither labelled nor predicted. */
    public double hardIoU() {
        return hardIoU(error.count() - 1);
    }

    /** The hard IoU if errors above a band did not count. */
    public double hardIoU(int band) {
        double areas = (double) predicted + labelled;
        double wrong = error.upTo(band);
        return (areas - wrong) / (areas + wrong);
    }

    /** The sum of both, figure by figure and band by band. */
    ClassSpectrum plus(ClassSpectrum other) {
        return new ClassSpectrum(
                label.plus(other.label),
                loss.plus(other.loss),
                overlap.plus(other.overlap),
                error.plus(other.error),
                labelled + other.labelled,
                probable + other.probable,
                predicted + other.predicted,
                boundary + other.boundary);
    }
}

package dev.coppice.compress.spectral;

/**
 * What a class adds to an output's spectra, as sums over pixels and pictures; nothing is divided yet. b is the class' label
 * mask, s its softmax probability, z the logarithm of that, ŝ the mask of the pixels predicted as it; all 0 on void pixels
 * but z.
 *
 * @param label ⟨b, b⟩: label energy, together the labelled pixels
 * @param loss −⟨b, z⟩: cross-entropy of the class' own pixels, together −Σ b log s
 * @param overlap ⟨s, b⟩: Q of the soft IoU
 * @param error ⟨ŝ − b, ŝ − b⟩: Δ of the hard IoU, together FP + FN
 * @param labelled pixels of the class, B[0]
 * @param probable sum of its probability, S[0]
 * @param predicted pixels predicted as it
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
    /** Soft IoU, Q / (S[0] + B[0] − Q); NaN where the class is neither labelled nor probable. */
    public double softIoU() {
        return softIoU(overlap.count() - 1);
    }

    /** Soft IoU with Q up to a band; above the true one where higher bands take overlap away. */
    public double softIoU(int band) {
        double shared = overlap.upTo(band);
        return shared / (probable + labelled - shared);
    }

    /** Hard IoU, (|ŝ| + |b| − Δ) / (|ŝ| + |b| + Δ); NaN where the class is neither labelled nor predicted. */
    public double hardIoU() {
        return hardIoU(error.count() - 1);
    }

    /** What the hard IoU would be if errors above a band did not count. */
    public double hardIoU(int band) {
        double areas = (double) predicted + labelled;
        double wrong = error.upTo(band);
        return (areas - wrong) / (areas + wrong);
    }

    /** Band by band and figure by figure the sum of both. */
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

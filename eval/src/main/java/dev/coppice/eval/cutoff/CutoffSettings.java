package dev.coppice.eval.cutoff;

import dev.coppice.eval.compression.GridChoice;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Resampling;

/**
 * How cut-offs of tensors are measured.
 *
 * @param kind of the low-pass
 * @param tolerance what it may cost
 * @param images that it is measured on, evenly spread over the split, at least 1
 */
public record CutoffSettings(Resampling kind, CutoffTolerance tolerance, int images) {
    /** A point of mIoU by area means. */
    public static final CutoffSettings USUAL =
            new CutoffSettings(Resampling.AREA, CutoffTolerance.ofPoints(1), GridChoice.IMAGES);

    public CutoffSettings {
        if (images < 1) {
            throw new InvalidInputException(
                    "The number of images for cut-offs is " + images + ", expected at least 1.");
        }
    }
}

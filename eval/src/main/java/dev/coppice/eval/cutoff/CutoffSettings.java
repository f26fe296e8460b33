package dev.coppice.eval.cutoff;

import dev.coppice.eval.compression.GridChoice;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.resample.Resampling;

/**
 * Settings for measuring cut-offs of tensors.
 *
 * @param kind kind of the low-pass
 * @param tolerance largest accepted cost
 * @param images number of images to measure on, evenly spread over the split, at least 1
 */
public record CutoffSettings(Resampling kind, CutoffTolerance tolerance, int images) {
    /** The defaults: one point of mIoU, with area means. */
    public static final CutoffSettings USUAL =
            new CutoffSettings(Resampling.AREA, CutoffTolerance.ofPoints(1), GridChoice.IMAGES);

    public CutoffSettings {
        if (images < 1) {
            throw new InvalidInputException(
                    "The number of images for cut-offs is " + images + ", expected at least 1.");
        }
    }
}

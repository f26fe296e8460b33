package dev.coppice.compress.spectral;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.resample.Grid;
import java.util.List;

/**
 * Settings for the spectra of an output.
 *
 * @param classes number of classes of labels and logits; 2 for {@link OutputKind#BINARY_LOGIT}
 * @param kind kind of the output; one binary logit y counts as the two logits (0, y)
 * @param ignore label value of pixels without a label; −1 if there is none
 * @param voids treatment of these pixels
 * @param basis waves of the transform
 * @param shape shape of the bands
 * @param unit number of samples over which a frequency counts its cycles; usually the shorter side of the pictures
 * @param grids grids to low-pass the logits to, each with one fraction for both axes; may be empty
 */
public record OutputSettings(
        int classes,
        OutputKind kind,
        int ignore,
        VoidPixels voids,
        SpectralBasis basis,
        BandShape shape,
        int unit,
        List<Grid> grids) {
    public OutputSettings {
        grids = List.copyOf(grids);
        List<Grid> mixed = grids.stream().filter(grid -> !grid.isUniform()).toList();
        if (!mixed.isEmpty()) {
            throw new InvalidInputException(
                    "Grids " + mixed + " differ between height and width; bands of frequencies do"
                            + " not. Give one fraction for both, such as 1/2.");
        }
        if (kind == OutputKind.BINARY_LOGIT && classes != 2) {
            throw new IllegalArgumentException("a binary logit tells 2 classes apart, not " + classes);
        }
    }

    /** The bands of pictures of this size. */
    public Bands bands(int height, int width) {
        return Bands.of(height, width, basis, shape, unit);
    }

    /** The number of channels of the logits. */
    int channels() {
        return kind == OutputKind.BINARY_LOGIT ? 1 : classes;
    }
}

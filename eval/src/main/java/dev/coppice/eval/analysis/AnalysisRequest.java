package dev.coppice.eval.analysis;

import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.VoidPixels;
import dev.coppice.eval.analysis.tensor.TensorChoice;
import dev.coppice.eval.cutoff.CutoffSettings;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which network to take apart by frequency, how, and on what.
 *
 * @param network up to its logits
 * @param pictures to look at
 * @param spectra what frequencies are
 * @param tensors inner maps to look at besides the output
 * @param cutoffs how their cut-offs are measured; empty for not at all
 * @param out folder for the results
 * @param overwrites whether results of an earlier run are replaced
 */
public record AnalysisRequest(
        Network network,
        Images pictures,
        Spectra spectra,
        TensorChoice tensors,
        Optional<CutoffSettings> cutoffs,
        Path out,
        boolean overwrites) {
    /**
     * Pictures of a split, evenly spread over it; all if there are fewer than asked for.
     *
     * @param data labelled
     * @param split of the data
     * @param count how many the output is looked at on, at least 1
     * @param gradients how many spectra of tensors are the mean of, at least 1: each takes a backward pass
     */
    public record Images(Dataset data, String split, int count, int gradients) {
        /** Pictures that spectra of tensors are the mean of, unless another number is given. */
        public static final int GRADIENTS = 8;

        public Images {
            if (count < 1 || gradients < 1) {
                throw new InvalidInputException(
                        "The numbers of images are " + count + " and " + gradients + ", expected at least 1.");
            }
        }
    }

    /**
     * What frequencies are.
     *
     * @param basis the waves
     * @param bands the bands
     * @param voids what becomes of pixels without a label
     * @param grids that logits and tensors are low-passed to, one fraction for height and width each
     */
    public record Spectra(SpectralBasis basis, BandShape bands, VoidPixels voids, List<Grid> grids) {
        /** The DCT in square bands, pixels without a label left out, on four grids. */
        public static final Spectra USUAL = new Spectra(
                SpectralBasis.DCT,
                BandShape.SQUARE,
                VoidPixels.EXACT,
                List.of(new Grid(1, 2), new Grid(1, 4), new Grid(1, 8), new Grid(1, 16)));

        public Spectra {
            grids = grids.stream().distinct().toList();
            if (!grids.stream().allMatch(Grid::isUniform)) {
                throw new InvalidInputException(
                        "The grids are " + grids + ", expected one fraction for height and width each.");
            }
        }
    }

    public AnalysisRequest {
        network = network.body();
    }

    /** All pictures of split {@value PictureRoles#VALIDATION}, the usual tensors and their cut-offs. */
    public static AnalysisRequest of(Network network, Dataset data, Path out) {
        return new AnalysisRequest(
                network,
                new Images(data, PictureRoles.VALIDATION, Integer.MAX_VALUE, Images.GRADIENTS),
                Spectra.USUAL,
                TensorChoice.usual(network.body()),
                Optional.of(CutoffSettings.USUAL),
                out,
                false);
    }

    /** The same on so many pictures of a split, spectra of tensors on so many of them. */
    public AnalysisRequest withImages(String split, int count, int gradients) {
        Images changed = new Images(pictures.data, split, count, gradients);
        return new AnalysisRequest(network, changed, spectra, tensors, cutoffs, out, overwrites);
    }

    /** The same with other frequencies. */
    public AnalysisRequest withSpectra(Spectra changed) {
        return new AnalysisRequest(network, pictures, changed, tensors, cutoffs, out, overwrites);
    }

    /** The same for other tensors. */
    public AnalysisRequest withTensors(TensorChoice changed) {
        return new AnalysisRequest(network, pictures, spectra, changed, cutoffs, out, overwrites);
    }

    /** The same with cut-offs measured otherwise, or not at all. */
    public AnalysisRequest withCutoffs(Optional<CutoffSettings> changed) {
        return new AnalysisRequest(network, pictures, spectra, tensors, changed, out, overwrites);
    }

    /** The same, with results of an earlier run replaced. */
    public AnalysisRequest overwriting() {
        return new AnalysisRequest(network, pictures, spectra, tensors, cutoffs, out, true);
    }
}

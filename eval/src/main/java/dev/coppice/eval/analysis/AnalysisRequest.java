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
 * A request to analyse a network by frequency.
 *
 * @param network network up to its logits
 * @param pictures pictures to analyse
 * @param spectra definition of the frequencies
 * @param tensors inner maps to analyse besides the output
 * @param cutoffs settings for measuring their cut-offs; empty for no measurement
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
     * The pictures of a split, evenly spread over it; all if there are fewer than asked for.
     *
     * @param data labelled data set
     * @param split split of the data
     * @param count number of pictures for analysing the output, at least 1
     * @param gradients number of pictures that spectra of tensors are averaged over, at least 1; each takes a backward pass
     */
    public record Images(Dataset data, String split, int count, int gradients) {
        /** The default number of pictures that spectra of tensors are averaged over. */
        public static final int GRADIENTS = 8;

        public Images {
            if (count < 1 || gradients < 1) {
                throw new InvalidInputException(
                        "The numbers of images are " + count + " and " + gradients + ", expected at least 1.");
            }
        }
    }

    /**
     * The definition of frequencies.
     *
     * @param basis basis of the transform
     * @param bands shape of the bands
     * @param voids treatment of pixels without a label
     * @param grids grids that logits and tensors are low-passed to, each with one fraction for height and width
     */
    public record Spectra(SpectralBasis basis, BandShape bands, VoidPixels voids, List<Grid> grids) {
        /** The defaults: the DCT in square bands on four grids, with pixels without a label left out. */
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
        network.card().requirePixels("A spectral analysis");
    }

    /** A request for all pictures of split {@value PictureRoles#VALIDATION}, the default tensors and their cut-offs. */
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

    /** The same on {@code count} pictures of a split, with spectra of tensors on {@code gradients} of them. */
    public AnalysisRequest withImages(String split, int count, int gradients) {
        Images changed = new Images(pictures.data, split, count, gradients);
        return new AnalysisRequest(network, changed, spectra, tensors, cutoffs, out, overwrites);
    }

    /** The same with another definition of frequencies. */
    public AnalysisRequest withSpectra(Spectra changed) {
        return new AnalysisRequest(network, pictures, changed, tensors, cutoffs, out, overwrites);
    }

    /** The same for other tensors. */
    public AnalysisRequest withTensors(TensorChoice changed) {
        return new AnalysisRequest(network, pictures, spectra, changed, cutoffs, out, overwrites);
    }

    /** The same with other settings for cut-offs, or without them. */
    public AnalysisRequest withCutoffs(Optional<CutoffSettings> changed) {
        return new AnalysisRequest(network, pictures, spectra, tensors, changed, out, overwrites);
    }

    /** The same, with existing results replaced. */
    public AnalysisRequest overwriting() {
        return new AnalysisRequest(network, pictures, spectra, tensors, cutoffs, out, true);
    }
}

package dev.coppice.eval.sensitivity;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.WidthMultiples;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.Scoring;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Which network to cut layer by layer, how, and what to measure on.
 *
 * @param network uncut
 * @param data labelled pictures
 * @param split that accuracy is measured on
 * @param images how many of it, evenly spread, at least 1; all if there are fewer
 * @param cuts of single layers
 * @param out folder for the results
 * @param overwrites whether measurements of an earlier run are begun anew, and not gone on with
 */
public record SensitivityRequest(
        Network network, Dataset data, String split, int images, Cuts cuts, Path out, boolean overwrites) {
    /** The images unless another number is given. */
    public static final int IMAGES = 20;

    /**
     * How a layer is cut.
     *
     * @param ratios shares of its channels to remove, smallest first
     * @param scoring what makes a channel important
     * @param widths which numbers of channels it may keep
     * @param ignored patterns of layers that are left alone
     */
    public record Cuts(List<PruningRatio> ratios, Scoring scoring, WidthMultiples widths, List<String> ignored) {
        /** A quarter, half and three quarters of every layer, to the letter. */
        public static final Cuts USUAL = new Cuts(
                List.of(new PruningRatio(0.25), new PruningRatio(0.5), new PruningRatio(0.75)),
                Scoring.USUAL,
                new WidthMultiples(1),
                List.of());

        public Cuts {
            ratios = ratios.stream()
                    .distinct()
                    .sorted(Comparator.comparingDouble(PruningRatio::value))
                    .toList();
            ignored = List.copyOf(ignored);
        }

        /** The same for channels chosen otherwise; without a multiple they keep the very numbers that ratios give. */
        public Cuts with(ChannelChoice choice) {
            return new Cuts(
                    ratios,
                    choice.scoring(),
                    choice.multiple().orElse(USUAL.widths),
                    choice.limits().ignored());
        }
    }

    public SensitivityRequest {
        if (images < 1) {
            throw new InvalidInputException("The number of images is " + images + ", expected at least 1.");
        }
    }

    /** With the usual cuts, measured on split {@value PictureRoles#VALIDATION}. */
    public static SensitivityRequest of(Network network, Dataset data, Path out) {
        return new SensitivityRequest(network, data, PictureRoles.VALIDATION, IMAGES, Cuts.USUAL, out, false);
    }

    /** The same with other cuts. */
    public SensitivityRequest withCuts(Cuts changed) {
        return new SensitivityRequest(network, data, split, images, changed, out, overwrites);
    }

    /** The same, measured on so many images of a split. */
    public SensitivityRequest withImages(String measured, int count) {
        return new SensitivityRequest(network, data, measured, count, cuts, out, overwrites);
    }

    /** The same, with measurements begun anew. */
    public SensitivityRequest overwriting() {
        return new SensitivityRequest(network, data, split, images, cuts, out, true);
    }
}

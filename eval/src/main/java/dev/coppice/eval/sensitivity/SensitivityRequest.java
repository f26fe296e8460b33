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
 * A request to cut a network layer by layer and to measure it.
 *
 * @param network uncut network
 * @param data labelled pictures
 * @param split split that accuracy is measured on
 * @param images number of its images, evenly spread, at least 1; all if there are fewer
 * @param cuts settings for cutting single layers
 * @param out folder for the results
 * @param overwrites whether existing measurements are discarded and begun anew, instead of continued
 */
public record SensitivityRequest(
        Network network, Dataset data, String split, int images, Cuts cuts, Path out, boolean overwrites) {
    /** The default number of images. */
    public static final int IMAGES = 20;

    /** The default number of images of a classifier, which have one label each. */
    public static final int LABELLED_IMAGES = 200;

    /**
     * Settings for cutting a layer.
     *
     * @param ratios shares of its channels to remove, the smallest first
     * @param scoring scoring of the channels
     * @param widths numbers of channels that a layer may keep
     * @param ignored patterns of layers that are left alone
     */
    public record Cuts(List<PruningRatio> ratios, Scoring scoring, WidthMultiples widths, List<String> ignored) {
        /** The defaults: a quarter, half and three quarters of every layer, without rounding to a multiple. */
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

        /** The same with another choice of channels. Without a multiple, layers keep exactly the numbers that the ratios give. */
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

    /** The default number of images for a network. */
    public static int images(Network network) {
        return network.card().isClassifier() ? LABELLED_IMAGES : IMAGES;
    }

    /** A request with the default cuts, measured on split {@value PictureRoles#VALIDATION}. */
    public static SensitivityRequest of(Network network, Dataset data, Path out) {
        return new SensitivityRequest(network, data, PictureRoles.VALIDATION, images(network), Cuts.USUAL, out, false);
    }

    /** The same with other cuts. */
    public SensitivityRequest withCuts(Cuts changed) {
        return new SensitivityRequest(network, data, split, images, changed, out, overwrites);
    }

    /** The same, measured on this number of images of a split. */
    public SensitivityRequest withImages(String measured, int count) {
        return new SensitivityRequest(network, data, measured, count, cuts, out, overwrites);
    }

    /** The same, with measurements begun anew. */
    public SensitivityRequest overwriting() {
        return new SensitivityRequest(network, data, split, images, cuts, out, true);
    }
}

package dev.coppice.eval.flow;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.MapStatistics;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Retrainer;
import java.util.List;
import java.util.Locale;

/**
 * A cut network with its batch normalisations recalibrated before any retraining. The original's statistics are wrong for
 * the cut network's values, so they are measured again if possible.
 *
 * @param network the network with the statistics it is measured with, and written with if no training follows
 * @param notes what a reader of the report must know about the statistics
 */
record BatchNormRecalibration(Network network, List<String> notes) {
    BatchNormRecalibration {
        notes = List.copyOf(notes);
    }

    /** The network without recalibration. */
    static BatchNormRecalibration none(Network network) {
        return new BatchNormRecalibration(network, List.of());
    }

    /**
     * Recalibrates a changed network.
     *
     * @param options how statistics are taken
     * @param data data set with a split {@code train}
     */
    static BatchNormRecalibration of(Network network, RetrainOptions options, Dataset data, Progress progress) {
        if (!measures(network)) {
            return none(network);
        }
        BatchNormMode mode = options.optimization().batchNorm();
        if (mode == BatchNormMode.KEPT) {
            return kept(network, "as asked for (" + mode.name().toLowerCase(Locale.ROOT) + ")");
        }
        try {
            Network measured = new Retrainer(options).reestimated(network, data);
            return new BatchNormRecalibration(
                    measured,
                    List.of("The statistics of batch normalisations were measured anew after the cut, on split '"
                            + PictureRoles.TRAINING + "'. Figures before retraining use them."));
        } catch (InvalidInputException e) {
            return kept(network, "because they could not be measured anew: " + progress.told(e));
        }
    }

    /** The same of a network whose normalisations were there for this alone, and are folded now. */
    BatchNormRecalibration restored(Network folded) {
        return new BatchNormRecalibration(
                folded,
                List.of("The network has no normalisations. Weights and biases of its convolutions were scaled and"
                        + " shifted so that every channel has the mean and deviation from before the cut, on split '"
                        + PictureRoles.TRAINING + "'. Figures before retraining are of this network."));
    }

    /** Whether a run measures statistics of a network: those of its batch normalisations, or of its channels. */
    static boolean measures(CompressionRequest request) {
        return measures(request.network())
                || (request.retraining().optimization().batchNorm() != BatchNormMode.KEPT
                        && !MapStatistics.places(request.network()).isEmpty());
    }

    private static boolean measures(Network network) {
        return network.graph().nodes().stream().anyMatch(n -> n.is("BatchNormalization"));
    }

    private static BatchNormRecalibration kept(Network network, String why) {
        return new BatchNormRecalibration(
                network, List.of("The statistics of batch normalisations are the original's, " + why + "."));
    }
}

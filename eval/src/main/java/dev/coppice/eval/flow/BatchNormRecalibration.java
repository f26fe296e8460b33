package dev.coppice.eval.flow;

import dev.coppice.compress.retrain.BatchNormMode;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Locale;

/**
 * Batch normalisations of a network that was cut, before any retraining: the original's statistics are wrong for what arrives
 * now, so they are measured anew where that can be done.
 *
 * @param network with the statistics it is measured with, and written with where no training follows
 * @param notes what a reader of the report must know of them
 */
record Statistics(Network network, List<String> notes) {
    /** Of the network as the cut left it; the same object where nothing was cut. */
    static Statistics of(CompressionRequest request, Cutting.Outcome cut, Progress progress) {
        return cut.plan().steps().isEmpty()
                ? new Statistics(cut.rewritten(), List.of())
                : of(request, cut.rewritten(), progress);
    }

    /** Of a network that something was done to. */
    static Statistics of(CompressionRequest request, Network network, Progress progress) {
        if (network.graph().nodes().stream().noneMatch(n -> n.is("BatchNormalization"))) {
            return new Statistics(network, List.of());
        }
        BatchNormMode mode = request.retraining().batchNorm();
        if (mode == BatchNormMode.KEPT) {
            return kept(network, "as asked for (" + mode.name().toLowerCase(Locale.ROOT) + ")");
        }
        progress.message("Measuring batch statistics");
        try {
            Network measured = new Retrainer(request.retraining()).reestimated(network, request.data());
            return new Statistics(
                    measured,
                    List.of("The statistics of batch normalisations were measured anew after the cut, on split '"
                            + PictureRoles.TRAINING + "'; figures before retraining are with these."));
        } catch (InvalidInputException e) {
            return kept(network, "because they could not be measured anew: " + e.getMessage());
        }
    }

    private static Statistics kept(Network network, String why) {
        return new Statistics(
                network, List.of("The statistics of batch normalisations are the original's, " + why + "."));
    }
}

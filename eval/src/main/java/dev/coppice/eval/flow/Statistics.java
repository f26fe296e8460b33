package dev.coppice.eval.flow;

import dev.coppice.compress.retrain.BatchNormMode;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Locale;

/**
 * Batch normalisations of a network that was cut and not retrained: the original's statistics are wrong for what arrives
 * now, so they are measured anew where that can be done.
 *
 * @param network with the statistics it is written with
 * @param notes what a reader of the report must know of them
 */
record Statistics(Network network, List<String> notes) {
    static Statistics of(CompressionRequest request, Cutting.Outcome cut, Progress progress) {
        Network network = cut.retraining().network();
        boolean retrained = request.retraining().length().steps(1) > 0;
        boolean normalised = network.graph().nodes().stream().anyMatch(n -> n.is("BatchNormalization"));
        if (retrained || cut.plan().steps().isEmpty() || !normalised) {
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
                            + CompressionRequest.TRAINING + "'."));
        } catch (InvalidInputException e) {
            return kept(network, "because they could not be measured anew: " + e.getMessage());
        }
    }

    private static Statistics kept(Network network, String why) {
        return new Statistics(
                network, List.of("The statistics of batch normalisations are the original's, " + why + "."));
    }
}

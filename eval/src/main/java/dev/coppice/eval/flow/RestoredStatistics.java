package dev.coppice.eval.flow;

import dev.coppice.compress.plan.PlanStep;
import dev.coppice.compress.rewrite.KeptChannels;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.Freezing;
import dev.coppice.samediff.train.MapStatistics;
import dev.coppice.samediff.train.Retrainer;
import java.util.List;

/**
 * A cut network without normalisations of its own, which has one behind each convolution until it is trained. Their
 * scales and shifts are the statistics that the channels had before the cut; see {@link MapStatistics}.
 *
 * @param statistics the statistics of its channels before the cut; none if nothing was cut, or it needs none
 * @param network the network with its normalisations
 */
record RestoredStatistics(MapStatistics statistics, Network network) {
    /** What the cut network of a run becomes. It stays as it is where statistics cannot be measured. */
    static RestoredStatistics of(CompressionState state, RunContext context) {
        return state.restored().orElseGet(() -> made(state, context));
    }

    private static RestoredStatistics made(CompressionState state, RunContext context) {
        PlannedNetwork whole = state.whole();
        List<PlanStep> all = state.planned().plan().steps();
        List<PlanStep> steps = all.subList(whole.plan().steps().size(), all.size());
        if (steps.isEmpty()) {
            return none(state.rewritten());
        }
        MapStatistics kept = measured(whole.network(), context)
                .of(KeptChannels.of(whole.network().graph(), steps));
        return new RestoredStatistics(kept, kept.inserted(state.rewritten(), frozen(context)));
    }

    /** A network of which nothing was cut, to be trained like one of which something was. */
    static RestoredStatistics uncut(Network network, RunContext context) {
        MapStatistics own = measured(network, context);
        return new RestoredStatistics(own, own.inserted(network, frozen(context)));
    }

    private static Freezing frozen(RunContext context) {
        return context.request().retraining().optimization().frozen();
    }

    static RestoredStatistics none(Network network) {
        return new RestoredStatistics(MapStatistics.NONE, network);
    }

    private static MapStatistics measured(Network network, RunContext context) {
        CompressionRequest request = context.request();
        try {
            return new Retrainer(request.retraining()).statistics(network, request.data());
        } catch (InvalidInputException e) {
            context.progress()
                    .message("Statistics of the channels are not restored: "
                            + context.progress().told(e));
            return MapStatistics.NONE;
        }
    }

    /** Whether it has no normalisations of this kind. */
    boolean isNone() {
        return statistics.moments().isEmpty();
    }

    /** What a training made of it, without them. */
    Network folded(Network trained) {
        return statistics.folded(trained);
    }
}

package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.TrainingCheck;
import java.util.List;

/** A stage that changes nothing and stops a run that cannot succeed. */
sealed interface Requirement extends FlowStage {
    /**
     * Checks the state of the run.
     *
     * @throws dev.coppice.models.InvalidInputException if the run cannot go on from this state
     */
    void check(CompressionState state, CompressionRequest request);

    @Override
    default CompressionState next(CompressionState state, RunContext context) {
        check(state, context.request());
        return state;
    }

    /**
     * A check that something is cut if anything was asked for. The first of several cuts may be too small for a channel even
     * if all together are not.
     *
     * @param gradual passes that can cut in several steps
     */
    record SomethingIsCut(List<CompressionPass> gradual) implements Requirement {
        public SomethingIsCut {
            gradual = List.copyOf(gradual);
        }

        @Override
        public void check(CompressionState state, CompressionRequest request) {
            CompressionPlan plan = state.planned().plan();
            boolean idle = plan.steps().isEmpty()
                    && (request.schedule().iterations() == 1
                            || whole(state.planned().network(), gradual, request)
                                    .steps()
                                    .isEmpty());
            if (idle && !request.passes().isEmpty()) {
                throw NothingToCutException.of(request.network(), plan);
            }
        }

        /** The plan that would cut everything now. */
        static CompressionPlan whole(Network network, List<CompressionPass> gradual, CompressionRequest request) {
            return PlannedNetwork.none(network)
                    .then(gradual, new Iteration(request.network(), 1))
                    .plan();
        }
    }

    /**
     * A check that training before the cut has something to work on.
     *
     * @param gradual passes that can cut in several steps
     */
    record Sparsifiable(List<CompressionPass> gradual) implements Requirement {
        public Sparsifiable {
            gradual = List.copyOf(gradual);
        }

        @Override
        public void check(CompressionState state, CompressionRequest request) {
            request.schedule()
                    .before()
                    .change(state.planned().network(), network -> SomethingIsCut.whole(network, gradual, request));
        }
    }

    /** A check that the network can be trained next. */
    record Trainable() implements Requirement {
        @Override
        public void check(CompressionState state, CompressionRequest request) {
            Network trained = state.learning().map(CutoffLearning::softened).orElseGet(() -> state.planned()
                    .network());
            TrainingCheck.trainable(request.retraining(), trained);
        }
    }
}
